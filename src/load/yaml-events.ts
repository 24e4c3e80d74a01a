/** The only home of js-yaml: the value of a text that is YAML beyond doubt, in a tenth of the time of the `yaml` package. */
import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';

/**
 * What parsers of YAML see differently: marks of documents; block texts that state their indentation or keep the empty lines
 * after them; tabs, other line ends than LF, and other marks.
 */
const DOUBTFUL =
  /^(?:---|\.\.\.)|[|>](?:-?[1-9]|\+)|[\t\r\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/m;

/** A list or record that is being filled; `key` is that of the value to come. */
interface Open {
  value: unknown[] | Record<string, unknown>;
  key: string | null;
}

/**
 * The value of one YAML document of plain records, lists, texts, whole numbers and booleans. Null where it holds anything
 * else, where it is not YAML, or where there is a doubt: then the `yaml` package is to judge.
 */
export function plainValue(text: string): { value: unknown } | null {
  if (DOUBTFUL.test(text)) return null;
  let events: Event[];
  try {
    events = parseEvents(text, {});
  } catch {
    return null;
  }
  return new Builder(text).build(events);
}

class Builder {
  readonly #text: string;
  readonly #open: Open[] = [];
  #documents = 0;
  #top: { value: unknown } | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  build(events: readonly Event[]): { value: unknown } | null {
    for (const event of events) if (!this.#take(event)) return null;
    return this.#top;
  }

  /** Whether an event leaves no doubt. */
  #take(event: Event): boolean {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        return (
          ++this.#documents === 1 &&
          !event.explicitStart &&
          !event.explicitEnd &&
          event.directives.length === 0
        );
      case EVENT_ID.POP: {
        // The last closes the document.
        const closed = this.#open.pop();
        return closed === undefined || closed.key === null;
      }
      case EVENT_ID.ALIAS:
        return false;
    }
    if (event.anchorStart !== -1 || event.tagStart !== -1) return false;
    if (event.type === EVENT_ID.SCALAR) {
      const value = this.#scalar(event);
      return value !== undefined && this.#add(value);
    }
    const value = event.type === EVENT_ID.SEQUENCE ? [] : {};
    if (!this.#add(value)) return false;
    this.#open.push({ value, key: null });
    return true;
  }

  #scalar(event: Event & { type: typeof EVENT_ID.SCALAR }): string | number | boolean | undefined {
    const value = getScalarValue(this.#text, event);
    switch (event.style) {
      case SCALAR_STYLE.PLAIN:
        // Over several lines, what may stand between them is in doubt.
        return this.#text.slice(event.valueStart, event.valueEnd).includes('\n')
          ? undefined
          : plainScalar(value);
      case SCALAR_STYLE.SINGLE_QUOTED:
      case SCALAR_STYLE.DOUBLE_QUOTED:
        // Text right behind a quotation mark is refused by one parser only.
        return /^[ \n:,\]}]?$/.test(this.#text.charAt(event.valueEnd + 1)) ? value : undefined;
      default:
        return value;
    }
  }

  /** Puts a value where it belongs: the document, the list or the record that is open. */
  #add(value: unknown): boolean {
    const open = this.#open.at(-1);
    if (open === undefined) {
      // A text alone is no data file.
      if (this.#top !== null || typeof value !== 'object') return false;
      this.#top = { value };
      return true;
    }
    if (Array.isArray(open.value)) {
      open.value.push(value);
      return true;
    }
    if (open.key === null) {
      if (
        typeof value !== 'string' ||
        value === '__proto__' ||
        value === '<<' ||
        Object.hasOwn(open.value, value)
      )
        return false;
      open.key = value;
      return true;
    }
    open.value[open.key] = value;
    open.key = null;
    return true;
  }
}

/** What the core schema of YAML 1.2 can read as something other than text (YAML 1.2.2, section 10.3.2). */
const NO_TEXT =
  /^(?:|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;

/** The value of a plain scalar; undefined where it is neither text, a usual whole number, nor a usual boolean. */
function plainScalar(text: string): string | number | boolean | undefined {
  if (!NO_TEXT.test(text)) return text;
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
