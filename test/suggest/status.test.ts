/** The status of a claim of support, one sentence per case. A denial or a possibility is never support. */
import { expect, test } from 'vitest';
import { suggest } from '../../src/suggest/suggest.ts';
import { storeOf } from './any-text.ts';

const supportIn = async (sentence: string): Promise<string> => {
  // The first line of a source is its headline, which is not evidence.
  const answer = await suggest(storeOf(`Any headline\n${sentence}\n`), 'any');
  return (answer?.proposals ?? [])
    .filter(({ claim }) => claim.relation === 'supports')
    .map(({ claim }) => [claim.from, claim.to, claim.status, claim.via].flat().filter(Boolean).join(' '))
    .join('; ');
};

test.each([
  ['Brightanvil supports Tarn-2.', 'brightanvil tarn-2 available'],
  ['Brightanvil now supports both Tarn-2 and Tarn-3.', 'brightanvil tarn-2 tarn-3 available'],
  ['Brightanvil and Lumenport support Tarn-2.', 'brightanvil lumenport tarn-2 available'],
  ['Brightanvil will support Tarn-2.', 'brightanvil tarn-2 pledged'],
  ['Brightanvil plans to offer Tarn-2 on the BA9.', 'brightanvil tarn-2 pledged ba9'],
  ['Brightanvil supports Tarn-2 from next month.', 'brightanvil tarn-2 pledged'],
  ['Brightanvil is working to support Tarn-2.', 'brightanvil tarn-2 in-progress'],
  ['Brightanvil has begun adapting Tarn-2.', 'brightanvil tarn-2 in-progress'],
  ['Brightanvil offers Tarn-2 in a beta.', 'brightanvil tarn-2 experimental'],
  ['Brightanvil has tested Tarn-2 on the BA9.', 'brightanvil tarn-2 verified ba9'],
  ['Brightanvil does not support Tarn-2.', 'brightanvil tarn-2 unsupported'],
  ['Brightanvil can’t run Tarn-2.', 'brightanvil tarn-2 unsupported'],
  ['Brightanvil has no plans to support Tarn-2.', 'brightanvil tarn-2 unsupported'],
  ['Brightanvil has not tested Tarn-2.', 'brightanvil tarn-2 untested'],
  ['Brightanvil not only supports Tarn-2 but sells it.', 'brightanvil tarn-2 available'],
  ['Brightanvil could support Tarn-2.', ''],
  ['Brightanvil opened a cluster to support Tarn-2.', ''],
  ['Neither Brightanvil nor Lumenport supports Tarn-2.', ''],
  ['Brightanvil denied that it supports Tarn-2.', ''],
  ['If Brightanvil supports Tarn-2, Lumenport follows.', ''],
  ['Does Brightanvil support Tarn-2?', ''],
  ['Brightanvil shows how to run Tarn-2.', ''],
  ['Brightanvil, unlike Lumenport, supports Tarn-2.', 'brightanvil tarn-2 available'],
  ['Brightanvil stopped supporting Tarn-2.', 'brightanvil tarn-2 unsupported'],
  ['ForgeFlow adds support for Tarn-2.', 'forgeflow tarn-2 available'],
  ['Brightanvil supports Tarn-2-Mini.', ''],
  ['Brightanvil supports Tarn-2-based models.', ''],
  ['Brightanvil supports Tarnwick.', ''],
  ['Odile Vance supports Tarn-2.', ''],
  ['Tarn-2 is now available on Lumen Cloud.', 'lumen-cloud tarn-2 available'],
  ['Tarn-2 will be available on Lumen Cloud.', 'lumen-cloud tarn-2 pledged'],
  ['Tarn-2 is not supported by Brightanvil.', 'brightanvil tarn-2 unsupported'],
  ['Tarn-2 runs on Brightanvil’s BA9.', 'brightanvil tarn-2 available ba9'],
  ['砺铁支持青雀二号。', 'brightanvil tarn-2 available'],
  ['砺铁已完成适配青雀二号。', 'brightanvil tarn-2 available'],
  ['砺铁已完成对青雀二号的适配。', 'brightanvil tarn-2 available'],
  ['礪鐵支持青雀二號。', 'brightanvil tarn-2 available'],
  ['砺铁不仅支持青雀二号。', 'brightanvil tarn-2 available'],
  ['砺铁将支持青雀二号和青雀三号。', 'brightanvil tarn-2 tarn-3 pledged'],
  ['砺铁计划支持青雀二号。', 'brightanvil tarn-2 pledged'],
  ['砺铁正在适配青雀二号。', 'brightanvil tarn-2 in-progress'],
  ['砺铁内测支持青雀二号。', 'brightanvil tarn-2 experimental'],
  ['砺铁不支持青雀二号。', 'brightanvil tarn-2 unsupported'],
  ['砺铁尚未支持青雀二号。', 'brightanvil tarn-2 unsupported'],
  ['砺铁尚未测试青雀二号。', 'brightanvil tarn-2 untested'],
  ['砺铁可能支持青雀二号。', ''],
  ['砺铁否认支持青雀二号。', ''],
  ['砺铁是否支持青雀二号？', ''],
  ['青雀二号将在云湖云上线。', 'lumen-cloud tarn-2 pledged'],
  ['青雀二号已在云湖云上线。', 'lumen-cloud tarn-2 available'],
])('reads “%s” as “%s”', async (sentence, expected) => {
  expect(await supportIn(sentence)).toBe(expected);
});
