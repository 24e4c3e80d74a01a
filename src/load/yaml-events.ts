/** The only home of js-yaml: the value of a text that both packages read alike, in a tenth of the time. */
import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';

/** The value of a plain YAML document; null where there is the least doubt, and the `yaml` package must judge. */
export function plainValue(text: string): { value: unknown } | null {
  if (DOUBTFUL.test(text) || MARKER.test(text)) return null;
  try {
    return { value: documentOf(text, parseEvents(text, {})) };
  } catch {
    return null;
  }
}

/**
 * What the two packages differ about: tabs and controls, rare line ends, marks of byte order, an escaped line end, a comment after an
 * item that is still to come, and spaces at the very end.
 */
const DOUBTFUL =
  /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\r(?!\n)|\\\r?\n|(?<![|>])- *\r?\n\s*#| $/;

/** The start or end of a document, a directive, or a key by a question mark. */
const MARKER = /^(?:---|\.\.\.|%)|(?:^[ -]*|[\]}"'] *)\?\s/m;

/** Said by a throw, so that the value is made in one go; nobody reads it. */
class Doubt extends Error {}

function documentOf(text: string, events: Event[]): unknown {
  let at = 0;
  const next = (): Event => {
    const event = events[at++];
    if (event === undefined) throw new Doubt();
    return event;
  };
  const node = (event: Event): unknown => {
    if (event.type === EVENT_ID.SCALAR) return scalarOf(text, event);
    if (!('start' in event) || event.anchorStart !== -1 || event.tagStart !== -1) throw new Doubt();
    if (event.type === EVENT_ID.SEQUENCE) {
      const list: unknown[] = [];
      for (let item = next(); item.type !== EVENT_ID.POP; item = next()) list.push(node(item));
      return list;
    }
    const record: Record<string, unknown> = {};
    for (let key = next(); key.type !== EVENT_ID.POP; key = next()) {
      const name = keyOf(text, key, event.style === COLLECTION_STYLE.BLOCK);
      if (Object.hasOwn(record, name)) throw new Doubt();
      const value = node(next());
      if (name === '__proto__')
        Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
      else record[name] = value;
    }
    return record;
  };

  const document = next();
  if (document.type !== EVENT_ID.DOCUMENT || document.explicitStart || document.explicitEnd)
    throw new Doubt();
  const value = node(next());
  if (typeof value !== 'object' || value === null) throw new Doubt();
  // The end of the document, and of the text.
  next();
  if (at !== events.length) throw new Doubt();
  return value;
}

/** The longest key that is surely short enough for both, with what stands before its colon. */
const LONGEST_KEY = 1000;

function keyOf(text: string, event: Event, isBlock: boolean): string {
  if (event.type !== EVENT_ID.SCALAR) throw new Doubt();
  const name = scalarOf(text, event);
  if (isBlock && !isFirst(text, event.style === SCALAR_STYLE.PLAIN ? event.valueStart : event.valueStart - 1))
    throw new Doubt();
  const colon = text.indexOf(':', event.valueEnd);
  if (typeof name !== 'string' || colon === -1 || colon - event.valueStart > LONGEST_KEY) throw new Doubt();
  return name;
}

function scalarOf(text: string, event: ScalarEvent): unknown {
  if (event.anchorStart !== -1 || event.tagStart !== -1) throw new Doubt();
  const content = getScalarValue(text, event);
  if (event.style >= SCALAR_STYLE.LITERAL_BLOCK) {
    const header = text.slice(text.lastIndexOf('\n', event.valueStart - 2) + 1, event.valueStart);
    if (content.trim() === '' || /[|>][-+]?\d/.test(header)) throw new Doubt();
  }
  return event.style === SCALAR_STYLE.PLAIN ? plainOf(content) : content;
}

/** Words of the core schema that are no text. */
const WORDS = new Map<string, null | boolean>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

/** Whether nothing but spaces and list marks stand on the line before an offset: js-yaml takes any key for the next one. */
const isFirst = (text: string, offset: number): boolean =>
  /^ *(?:- +)*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));

/** What a plain scalar means. A number that is no short whole one is left to the judge. */
function plainOf(content: string): unknown {
  if (content.length <= 5) {
    const word = WORDS.get(content);
    if (word !== undefined) return word;
  }
  if (!/^[-+.\d]/.test(content)) return content;
  if (/^(?:0|[1-9]\d{0,14})$/.test(content)) return Number(content);
  if (!Number.isNaN(Number(content)) || /^[-+]?\.(?:inf|nan)$/i.test(content)) throw new Doubt();
  return content;
}
