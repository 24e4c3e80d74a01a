/**
 * The answers: what `--json` prints, unchanged. One zod definition gives the TypeScript type and the JSON Schema in
 * docs/output. Questions import the types only, so that answering loads no schema.
 */
import { z } from 'zod';
import { FILE_SCHEMAS } from '../model/schema.ts';
import { KINDS, RELATIONS, ROLES, SCOPES, STATUSES, TOPICS, words } from '../model/vocabulary.ts';

const day = z.iso.date();

const entityRef = z
  .strictObject({
    id: z.string().describe('The id, which every command takes.'),
    name: z.string().describe('The name to print.'),
    kind: z.enum(words(KINDS)).describe('What it is.'),
  })
  .describe('An entity inside an answer.');

const viaRef = entityRef
  .extend({ version: z.string().optional().describe('The version that the source prints.') })
  .describe('Hardware, service or framework by which a claim holds.');

const evidence = z
  .strictObject({
    source: z.string().describe('The id of the source.'),
    title: z.string().describe('The title of the source.'),
    url: z.string().nullable().describe('Where the source was published; null where that is not recorded.'),
    quote: z.string().describe('The passage, verbatim.'),
    line: z.int().describe('The line of the source text on which the passage starts, from 1.'),
    start: z.int().describe('UTF-16 offset of the passage in the source text.'),
    end: z.int().describe('UTF-16 offset after the passage.'),
    verified: z
      .boolean()
      .describe('The quote was found there, in a text with the recorded sha256, now or at build.'),
  })
  .describe('A passage and its place in its source.');

const statement = {
  saidBy: entityRef.nullable().describe('The claimant; null where the source names none.'),
  channel: z.string().nullable().describe('Where the claimant said it, as printed.'),
  printedDate: z.string().nullable().describe('The day as the source prints it.'),
  date: day.nullable().describe('The day, ISO 8601; null where the source gives none.'),
  dateBasis: z.string().nullable().describe('How the date follows from what is printed.'),
  note: z.string().nullable().describe('What a reader must know to read it rightly.'),
  evidence: z.array(evidence).describe('The passages that state it.'),
};

const status = z
  .enum(words(STATUSES))
  .nullable()
  .describe('How firm the claim is; null for relations without status.');
const scope = z
  .enum(words(SCOPES))
  .describe('How the model that the claim names relates to the model that was asked about.');

const claim = z
  .strictObject({
    id: z.string().describe('The id of the claim.'),
    relation: z.enum(words(RELATIONS)),
    from: entityRef.describe('The subject.'),
    to: entityRef.describe('The object.'),
    scope,
    status,
    printed: z.string().nullable().describe('The words of the source for the status.'),
    via: z.array(viaRef).describe('By which hardware, service or framework it holds.'),
    with: z.array(entityRef).describe('Who takes part beside the subject.'),
    firstParty: z
      .boolean()
      .describe('The subject speaks for itself, or its maker or operator speaks for it.'),
    ...statement,
  })
  .describe('One claim: an edge with its evidence.');

const remark = z
  .strictObject({
    id: z.string(),
    topic: z.enum(words(TOPICS)),
    subject: z.array(entityRef).describe('The entities it speaks of.'),
    summary: z.string().describe('What is said, in our own words.'),
    ...statement,
  })
  .describe('A statement of a source that is not a relation between two entities.');

const supportRow = z
  .strictObject({
    supporter: entityRef,
    model: entityRef,
    scope,
    status: status.describe('The strongest status of its claims.'),
    via: z.array(viaRef).describe('The union over its claims.'),
    with: z.array(entityRef).describe('The union over its claims.'),
    saidBy: z.array(entityRef).describe('The union over its claims.'),
    date: day.nullable().describe('The earliest date of its claims.'),
    disagreement: z
      .boolean()
      .describe('Two of its claims, alike in model and via, differ in status or in date.'),
    claims: z.array(claim),
  })
  .describe('One supporter of one model in one scope.');

const supported = z
  .strictObject({ model: entityRef, status })
  .describe('A model and the strongest status claimed.');

const listed = {
  ...entityRef.shape,
  roles: z.array(z.enum(words(ROLES))),
  location: z.string().nullable(),
  description: z.string(),
  claims: z
    .int()
    .describe(
      'How many claims name it at either end, as via or as with; of support, only those that pass the filters.',
    ),
};

const listRow = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...listed,
      kind: z.literal('company'),
      hardware: z.array(entityRef),
      services: z.array(entityRef),
      models: z.array(supported),
    }),
    z.strictObject({
      ...listed,
      kind: z.literal('model'),
      developers: z.array(entityRef),
      supporters: z.array(z.strictObject({ supporter: entityRef, scope, status })),
    }),
    z.strictObject({
      ...listed,
      kind: z.enum(['hardware', 'framework']),
      makers: z.array(entityRef),
      models: z.array(supported),
    }),
    z.strictObject({
      ...listed,
      kind: z.literal('service'),
      operators: z.array(entityRef),
      runsOn: z.array(entityRef),
      models: z.array(supported),
    }),
    z.strictObject({
      ...listed,
      kind: z.literal('publisher'),
      owners: z.array(entityRef),
      sources: z.int().describe('How many sources it published.'),
    }),
    z.strictObject({
      ...listed,
      kind: z.literal('person'),
      founded: z.array(entityRef),
      workedAt: z.array(entityRef),
    }),
  ])
  .describe('One entity in a list, with what a reader wants next to it.');

const sourceRow = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    publisher: entityRef,
    url: z.string().nullable(),
    published: day,
    publishedBasis: z.string().nullable(),
    retrieved: day.nullable(),
    extent: z.strictObject({ first: z.int(), last: z.int() }).describe('The lines that are the document.'),
    sha256: z.string(),
    text: z
      .enum(['here', 'verified-when-built'])
      .describe('Whether the text is here or was verified at build.'),
    claims: z.int().describe('How many claims rest on it.'),
    remarks: z.int(),
    read: z.int().describe('How many passages are marked as read that state nothing.'),
  })
  .describe('One source.');

const markedPassage = z.strictObject({
  start: z.int().describe('UTF-16 offset in the source text.'),
  end: z.int(),
  claims: z.array(z.string()).describe('The ids of the claims that rest on it.'),
  remarks: z.array(z.string()).describe('The ids of the remarks that rest on it.'),
  why: z.string().nullable().describe('Why nothing is recorded of it, where it is marked as read.'),
});

const sourceText = sourceRow
  .extend({
    lines: z.array(
      z.strictObject({
        line: z.int(),
        start: z.int().describe('UTF-16 offset of the line in the source text.'),
        text: z.string(),
        furniture: z.boolean().describe('Outside the document; evidence for nothing.'),
        passages: z.array(markedPassage).describe('The quoted passages that start on the line.'),
      }),
    ),
  })
  .describe('A source with its text and what rests on each passage; no lines where the text is not here.');

const coverageRow = z
  .strictObject({
    source: z.string(),
    line: z.int(),
    start: z.int().describe('UTF-16 offset in the source text.'),
    end: z.int(),
    text: z.string(),
    state: z
      .enum(['claim', 'remark', 'read', 'uncovered', 'silent', 'furniture'])
      .describe(
        'Evidence for a claim; else for a remark; else marked as read; else it names entities and carries nothing; else it names none; or it lies outside the document.',
      ),
    entities: z.array(z.string()).describe('The ids of the entities that it names.'),
    claims: z.array(z.string()),
    remarks: z.array(z.string()),
    why: z.string().nullable().describe('Why nothing is recorded, where it is marked as read.'),
  })
  .describe('One sentence of a source.');

const alias = z.strictObject({ name: z.string(), lang: z.string().nullable(), ambiguous: z.boolean() });

const described = {
  ...entityRef.shape,
  roles: z.array(z.enum(words(ROLES))),
  aliases: z.array(alias),
  description: z.string(),
  location: z.string().nullable(),
  links: z.array(z.string()),
};

const readMark = z.strictObject({
  quote: z.string().describe('A passage that was read and states nothing to record.'),
  why: z.string(),
});

const card = z
  .strictObject({
    ...described,
    claims: z.strictObject({
      out: z.array(claim).describe('Claims of which it is the subject.'),
      in: z.array(claim).describe('Claims of which it is the object.'),
      via: z.array(claim).describe('Claims that hold by it.'),
      with: z.array(claim).describe('Claims in which it takes part beside the subject.'),
    }),
    remarks: z.array(remark).describe('Remarks about it or by it.'),
  })
  .describe('Everything recorded of one entity.');

const contextEvidence = evidence.extend({
  before: z
    .string()
    .nullable()
    .describe('The text right before, from the start of the sentence before; null where there is none here.'),
  after: z
    .string()
    .nullable()
    .describe('The text right after, to the end of the sentence after; null where there is none here.'),
});

const whyClaim = claim
  .extend({ evidence: z.array(contextEvidence) })
  .describe('A claim, each passage with the sentences around it.');

const proposal = z
  .strictObject({
    rank: z.int().describe('Its place among all proposals for the source, from 1.'),
    score: z
      .number()
      .describe(
        'From 1, all of it stated, towards 0: each thing that was inferred takes a share. It ranks, and is no probability.',
      ),
    claim: FILE_SCHEMAS.source.shape.edges.element.describe(
      'The claim, as it can be recorded under `edges:` in the source file.',
    ),
    sentence: z.strictObject({
      line: z.int(),
      start: z.int().describe('UTF-16 offset in the source text.'),
      end: z.int(),
      text: z.string(),
    }),
    cues: z
      .array(
        z.strictObject({
          kind: z.enum(['relation', 'status', 'speaker', 'channel', 'day', 'via', 'with']),
          words: z.string().describe('As printed.'),
          line: z.int(),
          start: z.int(),
          end: z.int(),
        }),
      )
      .describe('The words that led to it.'),
    cautions: z.array(z.string()).describe('What was inferred and should be looked at.'),
    recorded: z
      .array(z.string())
      .describe(
        'The ids of the claims of the source with the same relation and ends; empty where it is new.',
      ),
  })
  .describe('A claim that a sentence may state.');

const suggestAnswer = z
  .strictObject({
    source: z.string(),
    title: z.string(),
    published: day,
    names: z
      .array(
        z.strictObject({
          text: z.string(),
          line: z.int(),
          start: z.int(),
          end: z.int(),
          ambiguous: z.boolean().describe('It can mean something else too.'),
          entities: z.array(entityRef).describe('What it means, or can mean.'),
        }),
      )
      .describe('The known names, each where it stands.'),
    candidates: z
      .array(
        z.strictObject({
          name: z.string(),
          count: z.int(),
          line: z.int().describe('The line of the first.'),
          why: z.enum(['capitalised', 'corporate suffix', 'part of another name']),
        }),
      )
      .describe('Names that the knowledge base does not know.'),
    proposals: z.array(proposal).describe('Best first.'),
    refusals: z
      .array(
        z.strictObject({
          line: z.int(),
          start: z.int().describe('UTF-16 offset of the sentence.'),
          end: z.int(),
          words: z.string(),
          reason: z.string(),
        }),
      )
      .describe('What the text seems to say and is not concluded, and why.'),
  })
  .describe('What a source can be read to state, for a person to decide on; nothing of it is recorded.');

const searchRow = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum([...words(KINDS), 'claim', 'remark']),
    score: z.number().describe('0 is a perfect match, 1 none.'),
    matches: z.array(
      z.strictObject({
        field: z.enum(['id', 'name', 'alias', 'description', 'quote', 'summary']),
        text: z.string(),
        ranges: z.array(z.tuple([z.int(), z.int()])).describe('UTF-16 offsets into the text, end exclusive.'),
      }),
    ),
  })
  .describe('One thing that is like the words.');

const matrixRow = z
  .strictObject({
    supporter: entityRef,
    roles: z.array(z.enum(words(ROLES))),
    cells: z.array(
      z.strictObject({
        model: entityRef,
        status: status.describe(
          'The strongest status of claims that name the model; null: no recorded support.',
        ),
        disagreement: z.boolean().describe('Two of those claims, alike in via, differ in status or in date.'),
        claims: z.array(z.string()).describe('The ids of those claims.'),
      }),
    ),
  })
  .describe('One supporter against every model that a claim of support names.');

const pathRow = z
  .strictObject({
    length: z.int().describe('The number of hops.'),
    hops: z.array(
      z.strictObject({
        from: entityRef,
        to: entityRef,
        claims: z.array(claim).describe('The claims that link the two, in either direction.'),
      }),
    ),
  })
  .describe('One shortest chain of relations.');

const finding = z
  .strictObject({
    level: z.enum(['error', 'warning', 'info']),
    rule: z.string().describe('The id of the rule.'),
    message: z.string(),
    hint: z.string().nullable().describe('The next step.'),
    record: z.string().nullable().describe('The id by which kb.yaml can except it; null where it can not.'),
    place: z.strictObject({
      file: z.string(),
      line: z.int().describe('From 1; 0 for the whole file or folder.'),
      col: z.int().describe('From 1, in UTF-16 units.'),
      width: z.int().describe('UTF-16 units that the finding is about.'),
      excerpt: z.string().describe('The text of the line.'),
    }),
  })
  .describe('Something wrong, or worth knowing, at its place.');

/** What may differ in a record that stands on both sides. */
const fieldChange = z
  .union([
    z.strictObject({
      field: z.enum([
        'name',
        'kind',
        'description',
        'location',
        'printed',
        'channel',
        'printedDate',
        'date',
        'dateBasis',
        'note',
        'topic',
        'summary',
        'title',
        'url',
        'published',
        'publishedBasis',
        'retrieved',
        'sha256',
        'extent',
        'licence',
      ]),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
    z.strictObject({
      field: z.literal('status'),
      before: status,
      after: status,
      direction: z
        .enum(['firmer', 'weaker'])
        .nullable()
        .describe('Which way it went on the ladder; null where one of the two does not stand on it.'),
    }),
    z.strictObject({
      field: z.enum(['saidBy', 'publisher']),
      before: entityRef.nullable(),
      after: entityRef.nullable(),
    }),
    z.strictObject({
      field: z.literal('roles'),
      removed: z.array(z.enum(words(ROLES))),
      added: z.array(z.enum(words(ROLES))),
    }),
    z.strictObject({ field: z.literal('links'), removed: z.array(z.string()), added: z.array(z.string()) }),
    z.strictObject({ field: z.literal('aliases'), removed: z.array(alias), added: z.array(alias) }),
    z.strictObject({ field: z.literal('via'), removed: z.array(viaRef), added: z.array(viaRef) }),
    z.strictObject({
      field: z.enum(['with', 'subject']),
      removed: z.array(entityRef),
      added: z.array(entityRef),
    }),
    z.strictObject({ field: z.literal('evidence'), removed: z.array(evidence), added: z.array(evidence) }),
    z.strictObject({ field: z.literal('read'), removed: z.array(readMark), added: z.array(readMark) }),
  ])
  .describe('One field that differs: what it was and is, or what of a list is gone and new.');

const difference = {
  change: z
    .enum(['added', 'removed', 'renamed', 'changed'])
    .describe('What became of it; renamed: it has another id, and its fields may differ too.'),
  id: z.string().describe('Its id; where it was removed, the one it had.'),
  formerId: z.string().nullable().describe('The id it had before; null where that is the same.'),
  fields: z.array(fieldChange).describe('What differs; empty where it was added or removed.'),
};

const diffRow = z
  .discriminatedUnion('what', [
    z.strictObject({
      what: z.literal('kb'),
      ...difference,
      kb: z.strictObject({ title: z.string(), description: z.string(), licence: z.string() }),
    }),
    z.strictObject({ what: z.literal('entity'), ...difference, entity: z.strictObject(described) }),
    z.strictObject({ what: z.literal('claim'), ...difference, claim }),
    z.strictObject({ what: z.literal('remark'), ...difference, remark }),
    z.strictObject({ what: z.literal('source'), ...difference, source: sourceRow }),
  ])
  .describe('One record that differs between two knowledge bases, as it is now; where removed, as it was.');

const errorAnswer = z
  .strictObject({
    error: z.strictObject({
      code: z.string().describe('The stable name of the error.'),
      message: z.string(),
      hint: z.string().nullable().describe('The next step.'),
      candidates: z
        .array(z.strictObject({ id: z.string(), name: z.string(), kind: z.string() }))
        .describe('The entities or sources that could be meant.'),
      findings: z.array(finding).optional().describe('For invalid-data: what is wrong where.'),
    }),
  })
  .describe('What `--json` prints on stderr for an error.');

const edited = z
  .strictObject({
    written: z
      .boolean()
      .describe('Whether the files were written; false with --dry-run or where nothing changes.'),
    files: z
      .array(
        z.strictObject({
          file: z.string().describe('The file, from the folder that the command was started in.'),
          change: z.enum(['created', 'changed', 'removed']),
          diff: z.string().describe('The change as a unified diff.'),
        }),
      )
      .describe('What changed, or would.'),
    warnings: z.array(finding).describe('What `check` warns of that it did not before.'),
  })
  .describe('A change of the knowledge base.');

const built = z
  .strictObject({
    file: z.string().describe('The file that was built.'),
    how: z
      .enum(['made', 'updated', 'fresh'])
      .describe('Made anew; brought up to date; or nothing had changed.'),
    files: z.int().describe('How many files of YAML the knowledge base has, without kb.yaml.'),
    read: z.int().describe('How many of them were read.'),
    bytes: z.int().describe('The size of the file.'),
  })
  .describe('A knowledge base as one file.');

const cache = z
  .strictObject({
    folder: z
      .string()
      .nullable()
      .describe('The folder of the caches; null where the environment names none.'),
    files: z.int().describe('How many caches there are, or were removed.'),
    bytes: z.int().describe('How many bytes they have.'),
  })
  .describe('The caches of knowledge bases.');

/** Each answer by the name of its JSON Schema in docs/output. */
export const ANSWER_SCHEMAS = {
  list: z.array(listRow),
  sources: z.array(sourceRow),
  source: sourceText,
  coverage: z.array(coverageRow),
  'who-supports': z.array(supportRow),
  supports: z.array(supportRow),
  show: z.union([card, z.array(card)]),
  why: z.array(whyClaim),
  search: z.array(searchRow),
  matrix: z.array(matrixRow),
  path: z.array(pathRow),
  suggest: suggestAnswer,
  check: z.array(finding),
  edited,
  diff: z.array(diffRow),
  built,
  cache,
  error: errorAnswer,
} as const;

export type EntityRef = z.infer<typeof entityRef>;
export type ViaRef = z.infer<typeof viaRef>;
export type Evidence = z.infer<typeof evidence>;
export type Claim = z.infer<typeof claim>;
export type Remark = z.infer<typeof remark>;
export type SupportRow = z.infer<typeof supportRow>;
export type Supported = z.infer<typeof supported>;
export type ListRow = z.infer<typeof listRow>;
export type Supporter = Extract<ListRow, { kind: 'model' }>['supporters'][number];
export type SourceRow = z.infer<typeof sourceRow>;
export type SourceText = z.infer<typeof sourceText>;
export type CoverageRow = z.infer<typeof coverageRow>;
export type Card = z.infer<typeof card>;
export type WhyClaim = z.infer<typeof whyClaim>;
export type SearchRow = z.infer<typeof searchRow>;
export type MatrixRow = z.infer<typeof matrixRow>;
export type PathRow = z.infer<typeof pathRow>;
export type EditedAnswer = z.infer<typeof edited>;
export type DiffRow = z.infer<typeof diffRow>;
export type FieldChange = z.infer<typeof fieldChange>;
export type Proposal = z.infer<typeof proposal>;
export type SuggestAnswer = z.infer<typeof suggestAnswer>;
