/** Puts each table of a page under its headings. */
import type { FoundTable, TableCollector } from './collector.ts';

/** A part of a page in the order of its lines: a heading of level 1 to 6, the start or end of a tab, or a table. */
export type PagePart = { line: number } & (
  | { type: 'heading'; level: number; text: string }
  | { type: 'tab'; text: string }
  | { type: 'tab-end' }
  | { type: 'table'; table: FoundTable }
);

/** Adds the tables of a page. A heading ends those of its level and below; those inside a tab end with the tab. */
export function addTables(parts: readonly PagePart[], collector: TableCollector): void {
  const path: { level: number; text: string }[] = [];
  const TAB = 0;
  for (const part of parts.toSorted((a, b) => a.line - b.line)) {
    if (part.type === 'heading') {
      while ((path.at(-1)?.level ?? TAB) >= part.level) path.pop();
      path.push(part);
    } else if (part.type === 'tab') path.push({ level: TAB, text: part.text });
    else if (part.type === 'tab-end') while (path.pop()?.level !== TAB && path.length > 0);
    else {
      const heading = path.map(({ text }) => text).filter((text) => text !== '');
      collector.add(heading, part.table);
    }
  }
}
