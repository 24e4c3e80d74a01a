/** The examples of a Markdown text: `console` blocks whose first line is a command, with the output below it. */
const BLOCK = /^```console\n\$ chipkb (.*)\n([\s\S]*?)^```$/gm;

/** One example: the words after `chipkb`, and the text printed on both streams. */
export interface Example {
  line: string;
  output: string;
}

export const examplesOf = (markdown: string): Example[] =>
  [...markdown.matchAll(BLOCK)].map(([, line = '', output = '']) => ({ line, output }));

/** The document with the output of each example replaced. */
export async function withOutputs(
  markdown: string,
  outputOf: (line: string) => Promise<string>,
): Promise<string> {
  const outputs = new Map<string, string>();
  for (const { line } of examplesOf(markdown)) outputs.set(line, await outputOf(line));
  return markdown.replace(
    BLOCK,
    (_, line: string) => `\`\`\`console\n$ chipkb ${line}\n${outputs.get(line)}\`\`\``,
  );
}
