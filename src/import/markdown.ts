/** The only module that uses markdown-it: converts Markdown (CommonMark with tables) to HTML, which is then read like any page. */
import MarkdownIt from 'markdown-it';

const MAX_NESTING = 100;

const parser = new MarkdownIt({ html: true, maxNesting: MAX_NESTING });
// By default a link to an unsafe address stays Markdown code. No link is ever followed here, so every link becomes its words.
parser.validateLink = () => true;

const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*$\n?/m;
const FIELD = /^([\w-]+):(?:[ \t]+(.*))?$/;
const FRONT_MATTER_LINE = /^(?:[\w-]+:(?:[ \t].*)?|[ \t]+.*|- .*|#.*|[ \t]*)$/;

/** Converts Markdown to HTML; null if lists or quotations are nested too deeply, since markdown-it would drop their text. */
export function renderMarkdown(text: string): string | null {
  const tokens = parser.parse(text, {});
  const isTooDeep = tokens.some(
    ({ type, level }) =>
      level >= MAX_NESTING - 1 && (type === 'blockquote_open' || type === 'list_item_open'),
  );
  return isTooDeep ? null : parser.renderer.render(tokens, parser.options, {});
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
