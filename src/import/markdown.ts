/** The only home of markdown-it: Markdown (CommonMark, with tables) becomes HTML, which is read like any page. */
import MarkdownIt from 'markdown-it';

const DEEPEST = 100;

const markdown = new MarkdownIt({ html: true, maxNesting: DEEPEST });
// Nothing is ever followed: a link to any address is a link, so that its words stand without the marks.
markdown.validateLink = () => true;

const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*$\n?/m;
const FIELD = /^([\w-]+):(?:[ \t]+(.*))?$/;
const FRONT_MATTER_LINE = /^(?:[\w-]+:(?:[ \t].*)?|[ \t]+.*|- .*|#.*|[ \t]*)$/;

/** The HTML of a Markdown text; null where lists and quotations stand in each other too deeply to be read. */
export function renderMarkdown(text: string): string | null {
  const tokens = markdown.parse(text, {});
  const tooDeep = tokens.some(
    ({ type, level }) => level >= DEEPEST - 1 && (type === 'blockquote_open' || type === 'list_item_open'),
  );
  return tooDeep ? null : markdown.renderer.render(tokens, markdown.options, {});
}

/** The front matter of a Markdown text, its plain `key: value` fields, and the rest. */
export function splitFrontMatter(text: string): {
  frontMatter: string | null;
  fields: Map<string, string>;
  body: string;
} {
  const unix = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const found = unix.startsWith('---') ? FRONT_MATTER.exec(unix) : null;
  const lines = found?.[1]?.split('\n') ?? [];
  const isFrontMatter =
    lines.some((line) => FIELD.test(line)) && lines.every((line) => FRONT_MATTER_LINE.test(line));
  if (found === null || found.index !== 0 || !isFrontMatter)
    return { frontMatter: null, fields: new Map(), body: unix };
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, key, value = ''] = FIELD.exec(line) ?? [];
    const plain = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (key !== undefined && plain !== '') fields.set(key.toLowerCase(), plain);
  }
  return { frontMatter: found[1] ?? '', fields, body: unix.slice(found[0].length) };
}
