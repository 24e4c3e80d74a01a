/** A strict parser of RFC 4180 with LF: quotes only around a cell, or doubled inside one. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const cell = /"((?:[^"]|"")*)"|[^",\n\r]*/y;
      cell.lastIndex = at;
      const match = cell.exec(text);
      if (match === null) throw new Error(`no cell at ${at}`);
      row.push(match[1]?.replaceAll('""', '"') ?? match[0]);
      at = cell.lastIndex;
      const next = text[at++];
      if (next === '\n') break;
      if (next !== ',') throw new Error(`${JSON.stringify(next)} after a cell at ${at}`);
    }
    rows.push(row);
  }
  return rows;
}
