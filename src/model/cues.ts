/**
 * Cues that both suggestions and checks use: English and Chinese words for a status, a denial and reported speech. They match text
 * folded by `foldScript` (lower case, simplified characters, same offsets). Chinese cues need no word boundary.
 */
import { overlaps, type TextRange } from './text-range.ts';
import type { Status } from './vocabulary.ts';

/** Words that a pattern matched; the range counts from the start of the text that was searched. */
export interface CueMatch extends TextRange {
  words: string;
}

/** Returns all matches of a global pattern in a text. */
export const matchesOf = (pattern: RegExp, text: string): CueMatch[] =>
  Array.from(text.matchAll(pattern), ({ 0: words, index }) => ({
    start: index,
    end: index + words.length,
    words,
  }));

/** Words for a status: the denials, then the statuses from weakest to firmest. The first entry that matches decides. */
export const STATUS_CUES: readonly { status: Status; pattern: RegExp }[] = [
  {
    status: 'untested',
    pattern:
      /\b(?:not (?:yet )?(?:been )?(?:tested|verified|validated)|yet to (?:be )?(?:test|verif|validat)\p{L}*|untested|never (?:been )?tested)\b|(?:尚未|没有|未经|未)(?:进行)?(?:测试|验证)/gu,
  },
  {
    status: 'unsupported',
    pattern:
      /\b(?:not(?! only| just| merely)|never|cannot|unable to|no longer|no plans? to|ceased to|stopped|fail(?:s|ed)? to|decline[sd]? to|said no to)\b|n['’]t\b|\byet to\b|尚未|未(?=适配|支持|完成|接入|上线|部署|兼容|运行)|(?<![是能])不(?!仅|但|只|断|同|少|久)|无法|未能|暂未|还没|没有|停止/gu,
  },
  {
    status: 'pledged',
    pattern:
      /\b(?:will|would|shall|plans?|planned|planning|intends?|aims?|expects? to|pledge[sd]?|promise[sd]?|vow(?:s|ed)?|(?:is|are|was|were) (?:set|due|scheduled) to|going to|soon|next (?:week|month|quarter|year)|later this (?:month|quarter|year)|in the coming)\b|(?<![即])将(?!军)|即将|计划|拟(?!合)|承诺|打算|下(?:周|个?月|季度|半年)|明年|后续|稍后/gu,
  },
  {
    status: 'in-progress',
    pattern:
      /\b(?:(?:is|are|was|were|been|be|began|started|start|begun) (?:now |still |currently |also |already )?(?:work|adapt|port|mak|prepar|integrat|test|deploy|develop)ing|work(?:s|ed|ing)? (?:on|with|to|overtime|hard|around the clock|day and night)|rac(?:e|es|ed|ing) to|rush(?:es|ed|ing)? to|scrambl(?:e|es|ed|ing) to|under ?way)\b|正在|正(?:积极|加紧|全力|加快)|着手|推进|加紧|加快|进行中|(?:测试|适配|验证|开发)中(?!心)/gu,
  },
  {
    status: 'experimental',
    pattern:
      /\b(?:previews?|beta|experimental(?:ly)?|preliminary|trials?|pilot|early access)\b|预览|内测|公测|试用|实验性|试运行|测试版|灰度/gu,
  },
  {
    status: 'verified',
    pattern:
      /\b(?:tested|verified|validated|certified|benchmarked|passed [\p{L} ]{0,30}tests?)\b|(?:完成|通过)了?[^，。；]{0,16}(?:测试|验证|认证)|(?:测试|验证|认证)(?:通过|完成)|已验证|实测/gu,
  },
  {
    status: 'available',
    pattern:
      /\b(?:now|already|available|has|have|had|launched|generally available|completed|finished|offers?|offering|supports|supported|live|as of today)\b|现已|已经|已|完成|全面|正式|率先|率领|首批|成功|上线|了/gu,
  },
];

/** Words before a subject that deny what follows: “neither”, “denied that”. */
export const DENYING =
  /\b(?:neither|nor|den(?:y|ies|ied)|false(?:ly)?|refuse[sd]?|no (?:chip|cloud|firm|company|vendor|one))\b|否认|拒绝/gu;

/** Words before a subject that make what follows a condition. */
export const CONDITIONS = /\b(?:if|unless)\b|如果|假如|倘若/gu;

/** Words that make a clause a question, but not the clause after it. */
export const INDIRECT_QUESTIONS = /\b(?:whether|how to)\b/gu;

const SPEECH =
  /\b(?:said|says|say|announced|announces|announce|wrote|writes|stated|states|told|add(?:s|ed)(?= that\b|[.,])|claimed|claims|confirmed|confirms|revealed|reveals|disclosed|posted|explained|noted|according to)\b(?! (?:that )?(?:in|on) (?:record|paper))|表示|宣布|透露|指出|写道|声称|发文称|介绍[说称]?|公告称|发布公告|确认|(?<=[^\p{Script=Han}]|[日天一二三四五六中文])称(?!为|赞|号)|(?<=\p{L})说(?!明)/gu;

/** “称” after a name; without a name before it, it is mostly part of another word. */
const SAYS_AFTER_NAME = /^称(?!为|赞|号)/u;

/** Verbs that report what somebody says, in order, in a folded text with these names. */
export function speechVerbs(folded: string, names: readonly TextRange[]): CueMatch[] {
  const verbs = matchesOf(SPEECH, folded).filter((verb) => !names.some((name) => overlaps(name, verb)));
  for (const { end } of names) {
    if (SAYS_AFTER_NAME.test(folded.slice(end)) && !verbs.some(({ start }) => start === end))
      verbs.push({ start: end, end: end + 1, words: '称' });
  }
  return verbs.sort((a, b) => a.start - b.start);
}

/** Words that refer to a company mentioned before. */
export const THE_COMPANY =
  /\b(?:the|this) (?:(?:ai|chip|gpu|cloud|tech|technology|telecoms|software|e-commerce|search) )*(?:company|firm|start-?up|chip ?maker|group|vendor|developer|giant|designer|provider)\b|该公司|该企业|该集团|(?<![\p{Script=Han}])公司(?!的?[\p{Script=Han}]{0,2}(?:股|产品))/gu;
