/** Creates the parsers of Markdown (CommonMark with tables), and converts Markdown to HTML, which is then read like any page. */
import MarkdownIt, { type Token } from 'markdown-it';

const MAX_NESTING = 100;

/** A parser of Markdown that may contain HTML. */
export function markdownParser() {
  const created = new MarkdownIt({ html: true, maxNesting: MAX_NESTING });
  // By default a link to an unsafe address stays Markdown code. No link is ever followed here, so every link becomes its words.
  created.validateLink = () => true;
  return created;
}

/** True if blocks are nested so deeply that markdown-it dropped their text. */
export const isCutOff = (tokens: readonly Token[]): boolean =>
  tokens.some(({ type, level }) => level >= MAX_NESTING - 1 && NESTING_BLOCKS.has(type));

/** `tab_open` is created by the reader of tables. */
const NESTING_BLOCKS = new Set(['blockquote_open', 'list_item_open', 'tab_open']);

const parser = markdownParser();

const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*$\n?/m;
const FIELD = /^([\w-]+):(?:[ \t]+(.*))?$/;
const FRONT_MATTER_LINE = /^(?:[\w-]+:(?:[ \t].*)?|[ \t]+.*|- .*|#.*|[ \t]*)$/;

/** Converts Markdown to HTML; null if lists or quotations are nested too deeply, since markdown-it would drop their text. */
export function renderMarkdown(text: string): string | null {
  const tokens = parser.parse(text, {});
  return isCutOff(tokens) ? null : parser.renderer.render(tokens, parser.options, {});
}

/** Splits Markdown into its front matter with the plain `key: value` fields in it (keys in lower case), and the body. */
export function splitFrontMatter(text: string): {
  frontMatter: string | null;
  fields: Map<string, string>;
  body: string;
} {
  const unix = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const found = unix.startsWith('---') ? FRONT_MATTER.exec(unix) : null;
  const lines = found?.[1]?.split('\n') ?? [];
  const fields = new Map<string, string>();
  // Two horizontal rules with text between them look alike.
  const isFrontMatter =
    lines.some((line) => FIELD.test(line)) && lines.every((line) => FRONT_MATTER_LINE.test(line));
  if (found === null || found.index !== 0 || !isFrontMatter) return { frontMatter: null, fields, body: unix };
  for (const line of lines) {
    const [, key, value = ''] = FIELD.exec(line) ?? [];
    const plain = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (key !== undefined && plain !== '') fields.set(key.toLowerCase(), plain);
  }
  return { frontMatter: found[1] ?? '', fields, body: unix.slice(found[0].length) };
}
