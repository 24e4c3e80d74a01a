/** A description of a published database for Datasette (https://docs.datasette.io/en/stable/metadata.html). */
import type { Database } from './driver.ts';
import { VIEWS } from './views.ts';

/** Marks a metadata file as written by chipkb. */
const ABOUT = 'chipkb';

/** The metadata of a database as JSON; `name` is the name of its file without the extension. */
export function datasetteMetadata(database: Database, name: string): string {
  const rows = database.prepare('select key, value from _meta').all() as { key: string; value: string }[];
  const meta = new Map(rows.map(({ key, value }) => [key, value]));
  const views = VIEWS.map((view) => [
    view.name,
    {
      description: `A row is ${view.means}.`,
      columns: Object.fromEntries(view.columns.map(([column, means]) => [column, means])),
    },
  ]);
  // People read the views.
  const tables = database.prepare("select name from sqlite_schema where type = 'table' order by name").all();
  const hidden = (tables as { name: string }[]).map((table) => [table.name, { hidden: true }]);
  const metadata = {
    title: meta.get('title'),
    description: meta.get('description'),
    license: meta.get('licence'),
    ...sourceMetadata(database),
    about: ABOUT,
    databases: { [name]: { tables: Object.fromEntries([...views, ...hidden]) } },
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

/** The only source, or how many there are. */
function sourceMetadata(database: Database): { source: string; source_url?: string } {
  const sources = database.prepare('select title, publisher_name, url from sources').all() as {
    title: string;
    publisher_name: string;
    url: string | null;
  }[];
  const [only] = sources;
  if (sources.length !== 1 || only === undefined)
    return { source: `${sources.length} sources, listed in the view sources` };
  const { title, publisher_name: publisher, url } = only;
  return { source: `${publisher}: ${title}`, ...(url === null ? {} : { source_url: url }) };
}

/** Whether a text is metadata that chipkb wrote. */
export function isDatasetteMetadata(text: string): boolean {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && 'about' in value && value.about === ABOUT;
}
