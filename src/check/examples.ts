/** A bad and a good example of each rule, as YAML, for `chipkb check --explain`. */

export interface RuleExample {
  bad: string;
  good: string;
}

/** By rule id. */
export const RULE_EXAMPLES: ReadonlyMap<string, RuleExample> = new Map([
  ['folder', { bad: 'texts: ../../elsewhere', good: 'texts: seeds' }],
  ['yaml', { bad: 'name: KUAE\nname: Kuae', good: 'name: KUAE\naliases: [Kuae]' }],
  ['schema', { bad: 'via: {id: cuda, version: 1.10}', good: 'via: {id: cuda, version: "1.10"}' }],
  ['text', { bad: 'text: ../notes.txt', good: 'text: notes.txt' }],
  [
    'exception',
    {
      bad: 'exceptions:\n  - {rule: quote, record: a.supports.b@s, reason: it is in another text}',
      good: 'exceptions:\n  - {rule: firmness, record: a.supports.b@s, reason: “will” is said of another product}',
    },
  ],
  [
    'unique-id',
    {
      bad: '- {id: metax, name: MetaX, …}\n- {id: metax, name: MetaX GPUs, …}',
      good: '- {id: metax, name: MetaX, …}\n- {id: metax-gpus, name: MetaX GPUs, …}',
    },
  ],
  ['source-file', { bad: '# sources/one.yaml\nid: two', good: '# sources/two.yaml\nid: two' }],
  [
    'unique-name',
    {
      bad: '- {id: ascend-solution, aliases: [Ascend], …}\n- {id: ascend-cloud, aliases: [Ascend], …}',
      good: '- {id: ascend-solution, aliases: [{name: Ascend, ambiguous: true}], …}\n- {id: ascend-cloud, aliases: [{name: Ascend, ambiguous: true}], …}',
    },
  ],
  [
    'role-of-company',
    { bad: 'kind: service\nroles: [cloud-provider]', good: 'kind: company\nroles: [cloud-provider]' },
  ],
  [
    'origin',
    {
      bad: '# sources/copy.yaml\nid: copy\norigin: copy',
      good: '# sources/copy.yaml\nid: copy\norigin: original',
    },
  ],
  ['reference', { bad: 'from: moore-thread', good: 'from: moore-threads' }],
  [
    'relation-ends',
    {
      bad: 'relation: supports\nfrom: deepseek-r1\nto: metax',
      good: 'relation: supports\nfrom: metax\nto: deepseek-r1',
    },
  ],
  [
    'participants',
    { bad: 'via: siliconflow        # a company', good: 'via: ascend-cloud-service\nwith: siliconflow' },
  ],
  ['status', { bad: 'relation: makes\nstatus: available', good: 'relation: supports\nstatus: available' }],
  ['text-sha256', { bad: 'sha256: 0000…', good: 'sha256: 46c9…        # as sha256sum prints it' }],
  [
    'extent',
    {
      bad: 'extent: {first: 1, last: 900}        # of a text with 54 lines',
      good: 'extent: {first: 1, last: 38}',
    },
  ],
  [
    'quote',
    { bad: "quote: DeepSeek's models        # the text has DeepSeek’s", good: 'quote: DeepSeek’s models' },
  ],
  ['quote-length', { bad: 'quote: R1', good: 'quote: said it was offering four DeepSeek-R1-based models' }],
  [
    'quote-names',
    {
      bad: 'from: gitee-ai\nto: deepseek-models\nquote: Gitee AI said it was offering DeepSeek-R1',
      good: 'from: gitee-ai\nto: deepseek-r1\nquote: Gitee AI said it was offering DeepSeek-R1',
    },
  ],
  [
    'claimant',
    {
      bad: 'said-by: metax\nquote: Gitee AI said it was offering DeepSeek-R1 on GPUs from MetaX',
      good: 'said-by: gitee-ai\nquote: Gitee AI said it was offering DeepSeek-R1 on GPUs from MetaX',
    },
  ],
  [
    'as-printed',
    {
      bad: 'printed: has opened\nquote: Acme will open its cluster',
      good: 'printed: will open\nquote: Acme will open its cluster',
    },
  ],
  [
    'firmness',
    {
      bad: 'status: available\nquote: Moore Threads will open its cluster',
      good: 'status: pledged\nquote: Moore Threads will open its cluster',
    },
  ],
  [
    'whole-clause',
    {
      bad: 'status: available\nquote: support DeepSeek-R1        # the text has “will support DeepSeek-R1”',
      good: 'status: pledged\nquote: will support DeepSeek-R1',
    },
  ],
  [
    'days',
    {
      bad: 'printed-date: Tuesday\ndate: 2025-02-05        # a Wednesday',
      good: 'printed-date: Tuesday\ndate: 2025-02-04\ndate-basis: the Tuesday before the publication',
    },
  ],
  [
    'self-edge',
    { bad: 'relation: owns\nfrom: alibaba\nto: alibaba', good: 'relation: owns\nfrom: alibaba\nto: scmp' },
  ],
  [
    'duplicate',
    {
      bad: '- {relation: owns, from: alibaba, to: scmp, …}\n- {relation: owns, from: alibaba, to: scmp, …}',
      good: '- {relation: owns, from: alibaba, to: scmp, evidence: [{quote: …}, {quote: …}]}',
    },
  ],
  [
    'cycle',
    {
      bad: '- {relation: member-of, from: r1, to: family, …}\n- {relation: member-of, from: family, to: r1, …}',
      good: '- {relation: member-of, from: r1, to: family, …}',
    },
  ],
  [
    'symbol',
    {
      bad: 'legend: {✅: {status: available, …}}        # and a cell prints 🔵',
      good: 'legend: {✅: {status: available, …}, 🔵: {status: experimental, words: Experimental, line: 8}}',
    },
  ],
  [
    'label',
    {
      bad: 'names: {DeepSeek V3: deepseek-v3}        # and a row prints DeepSeek V3/R1',
      good: 'names: {DeepSeek V3: deepseek-v3, DeepSeek V3/R1: [deepseek-v3, deepseek-r1]}',
    },
  ],
  [
    'table',
    {
      bad: 'columns: {Model: to, Support: {}}        # which hardware?',
      good: 'columns: {Model: to, Hardware: from, Support: {}}',
    },
  ],
  [
    'table-files',
    {
      bad: 'files: [{path: a.md, …}]\ntables:\n  - {path: b.md, …}',
      good: 'files: [{path: a.md, …}]\ntables:\n  - {path: a.md, …}',
    },
  ],
  [
    'table-columns',
    {
      bad: 'columns: {Model: to, Support: {}}\nrows:\n  - {cells: {Model: R1, INT8: ✅}, …}',
      good: 'columns: {Model: to, Support: {}, INT8: {precision: INT8}}\nrows:\n  - {cells: {Model: R1, INT8: ✅}, …}',
    },
  ],
  [
    'printed-place',
    {
      bad: 'given: {from: {printed: Atlas}}',
      good: 'given: {from: {printed: Atlas, line: 50, sha256: 3f0a…}}',
    },
  ],
  ['header', { bad: 'columns: {W8A8: {precision: INT8}}', good: 'columns: {W8A8: {precision: W8A8}}' }],
  [
    'legend-words',
    {
      bad: '❌: {status: unsupported, words: Not supported or not verified, line: 50}',
      good: '❌: {status: null, words: Not supported or not verified, line: 50}',
    },
  ],
  ['unused-entry', { bad: 'names: {R1: deepseek-r1}        # and no row prints R1', good: 'names: {}' }],
  ['format', { bad: 'format: 1        # and a source has tables', good: 'format: 2' }],
  [
    'mentioned',
    {
      bad: '- {id: acme, name: Acme, …}        # and no claim names it',
      good: '- {relation: makes, from: acme, to: chip, …}',
    },
  ],
  ['source-used', { bad: 'edges: []', good: 'edges:\n  - {relation: supports, …}' }],
  [
    'developer-role',
    {
      bad: 'roles: [chip-vendor]        # and a claim says that it develops a model',
      good: 'roles: [chip-vendor, model-developer]',
    },
  ],
  [
    'disagreement',
    {
      bad: '- {relation: supports, from: a, to: b, status: available, …}\n- {relation: supports, from: a, to: b, status: pledged, …}',
      good: 'Both, if two sources say so: the finding informs, and answers mark them.',
    },
  ],
  ['invisible', { bad: 'name: "Meta\\u200bX"', good: 'name: MetaX' }],
  ['normal-form', { bad: 'name: "Cafe\\u0301"', good: 'name: Café' }],
  ['mixed-scripts', { bad: 'name: МetaX        # with a Cyrillic М', good: 'name: MetaX' }],
]);
