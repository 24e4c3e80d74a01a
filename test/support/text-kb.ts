/** Writes a knowledge base with one text as its source, `a`. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ENTITIES = `- {id: huawei, name: Huawei, kind: company, description: It., aliases: [华为, 華為]}
- {id: huawei-cloud, name: Huawei Cloud, kind: company, description: It., aliases: [华为云]}
- {id: samsung, name: 삼성전자, kind: company, description: It.}
- {id: preferred, name: プリファード・ネットワークス, kind: company, description: It., aliases: [さくら]}
- {id: grosse, name: Große Straße AG, kind: company, description: It.}
- {id: nvidia, name: Nvidia, kind: company, description: It., aliases: [英伟达, 輝達, 엔비디아]}
- {id: deepseek-r1, name: DeepSeek-R1, kind: model, description: It.}
- {id: qwen25, name: Qwen2.5, kind: model, description: It., aliases: [通义千问]}
- {id: medium, name: Mistral Médium, kind: model, description: It.}
- {id: pub, name: Pub, kind: publisher, description: A paper.}
`;

/** Returns the folder. `edges` is YAML, a list item a claim, and the extent is the whole text unless it is given. */
export function textKb(text: string, edges = '[]', extent?: { first: number; last: number }): string {
  const folder = mkdtempSync(join(tmpdir(), 'chipkb-text-'));
  const lines = text.replace(/\n$/, '').split('\n').length;
  const { first, last } = extent ?? { first: 1, last: lines };
  const files = {
    'kb.yaml': 'format: 1\ntitle: t\ndescription: d\nlicence: l\n',
    'entities/all.yaml': ENTITIES,
    'sources/a.yaml': `id: a
title: Chip news of the day
publisher: pub
published: 2025-02-05
text: a.txt
sha256: ${createHash('sha256').update(text).digest('hex')}
extent: {first: ${first}, last: ${last}}
edges: ${edges === '[]' ? edges : `\n${edges}`}
`,
    'seeds/a.txt': text,
  };
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}

/** The YAML of a claim with one quote. */
export const claimYaml = (from: string, to: string, quote: string): string =>
  `  - {relation: supports, from: ${from}, to: ${to}, status: available, said-by: pub, evidence: [{quote: ${JSON.stringify(quote)}}]}\n`;
