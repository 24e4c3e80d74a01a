/**
 * Tables of cues: English and Chinese words that show what a sentence states. Like those of src/model/cues.ts, they match text
 * folded by `foldScript`.
 */
import { CONDITIONS, DENYING, INDIRECT_QUESTIONS } from '../model/cues.ts';
import type { Relation } from '../model/vocabulary.ts';

/** Cues of support. `active`: the supporter comes first and the model follows; `passive`: the supporter follows. */
export const SUPPORT_CUES: readonly { voice: 'active' | 'passive'; pattern: RegExp }[] = [
  {
    voice: 'passive',
    pattern:
      /\b(?:available (?:on|through|via|from)|(?:run|runs|ran|running) (?:[a-z]+ly )?(?:on|in)|supported (?:by|on)|deployed (?:on|in)|hosted (?:on|by)|offered (?:by|through|on|via)|powered by|accessible (?:on|through|via|from)|adapted (?:by|for)|ported to|tested (?:on|by))(?![\p{L}])/gu,
  },
  {
    voice: 'active',
    pattern:
      /\b(?:supports?|supported|supporting|offers?|offered|offering|hosts?|hosted|hosting|deploys?|deployed|deploying|runs?|running|adapts?|adapted|adapting|ports?|ported|porting|serves?|served|serving|integrates?|integrated|integrating|tested(?: with)?|testing|(?<=yet to )test|access to|(?:launch(?:es|ed|ing)?|roll(?:s|ed|ing)? out|add(?:s|ed|ing)?)(?=[^.;]{1,60} (?:on|to|through|via|in)\b)|compatible with|compatibility with|mak(?:e|es|ing)(?=[^.;]{1,80}\bavailable\b)|made(?=[^.;]{1,80}\bavailable\b))(?![\p{L}-])(?! (?:of|from|by|on)\b)/gu,
  },
  { voice: 'active', pattern: /支持|适配|上线|接入|部署|兼容|运行|测试|验证/gu },
];

/** Nouns of support. After a verb they only complete it: “support the deployment of”. */
export const SUPPORT_NOUNS = /\b(?:adaptation|port|deployment|support) (?:of|for)\b/gu;

/** Verb forms with a tense of their own, which words far before them do not change. */
export const FINITE_CUE = /^(?:supports|offers|hosts|deploys|runs|adapts|ports|serves|integrates)$/;

/** Words that make a statement a mere possibility. */
export const HEDGES =
  /\b(?:could|may|might|can be expected|(?:is|are|was|were) expected to|hopes? to|hoped to|consider(?:s|ed|ing)?|explor(?:e|es|ed|ing)|in talks|reportedly|rumou?red|if|whether|would like to|wants? to|should)\b|或将|可能|有望|预计|考虑|希望|据传|传闻|如果|是否|探索/gu;

/** Words before a subject that deny what follows or make it a condition. */
export const NEGATING = new RegExp(
  [DENYING, CONDITIONS, INDIRECT_QUESTIONS].map(({ source }) => source).join('|'),
  'gu',
);

/** Words of praise, which are not statements of support. */
export const PRAISE =
  /\b(?:prais(?:e|es|ed|ing)|tribute|hail(?:s|ed|ing)?|applaud(?:s|ed|ing)?|congratulat\p{L}+|admir\p{L}+|inspir(?:e|es|ed|ing|ation)|impress(?:ed|ive)|by storm|bolt of lightning|vitality|greatly promoted|breakthrough|milestone|remarkable|outstanding|welcom(?:e|es|ed|ing))\b|致敬|赞赏|称赞|赞扬|点赞|祝贺|钦佩|震撼|里程碑|鼓舞|启发/gu;

/** Words about performance, which are not statements of support. */
export const PERFORMANCE =
  /\b(?:performance|outperform\p{L}*|benchmark(?:s|ed)?|matching|on par|comparable|faster|rival(?:s|led|ling)?)\b|性能|媲美|超越|领先/gu;

/** The title of a company’s speaker, after its name. */
export const SPOKESPERSON =
  /^['’]?s? *(?:(?:a|the|chief|senior|vice|executive|company|general|founder|and|co-founder|technology|officer|president|manager|spokes(?:man|woman|person)|representative|official|ceo|cto|chairman|director|head)\b[ ,-]*)+|^(?:公司)?(?:发言人|负责人|相关负责人|方面|官方|首席执行官|总裁|董事长|创始人)/u;

/** Channels in which a statement was made. */
export const CHANNELS =
  /\b(?:(?:we ?chat|weibo|blog|social media|linkedin|twitter|facebook|x|zhihu|forum) (?:posts?|article|account|thread)|blog|press release|press conference|news release|statement|website|interview|filing|newsletter|weibo|wechat|webinar|keynote|readme|release notes)\b|(?:官方)?微信公众号|官方微博|微博|官方网站|官网|公众号|新闻稿|公告(?!称)|声明|新闻发布会|发布会|采访/gu;

/** Words before the hardware, service or framework that something runs on. */
export const VIA_WORDS =
  /(?:\b(?:through|via|on|using|with|by|atop|based on|powered by|from|over)\b|基于|通过|依托|采用|利用|在|用|借助)/gu;

/** Words for a relation other than support. */
export interface RelationCue {
  relation: Exclude<Relation, 'supports' | 'member-of'>;
  /** Which end of the relation comes before the words; the other follows them. */
  order: 'subject-first' | 'object-first';
  pattern: RegExp;
  /** The most characters from the words to the name after them. */
  reach: number;
}

export const RELATION_CUES: readonly RelationCue[] = [
  {
    relation: 'founded',
    order: 'object-first',
    reach: 80,
    pattern:
      /\b(?:co-?founded|founded|created|set up|established|started) (?:[^,.;]{0,20} )?by\b|由(?=[^，。；]{1,20}(?:创立|创办|创建|成立))/gu,
  },
  {
    relation: 'founded',
    order: 'subject-first',
    reach: 60,
    pattern:
      /\b(?:co-?founded|founded|co-?founder of|founder of|set up|established)\b(?! (?:in|by)\b)|创立了?|创办了?/gu,
  },
  {
    relation: 'founded',
    order: 'object-first',
    reach: 12,
    pattern: /(?:['’]s )?\b(?:co-)?founder\b,?(?! of)|(?:的)?(?:联合)?创始人/gu,
  },
  {
    relation: 'owns',
    order: 'subject-first',
    reach: 60,
    pattern:
      /\b(?:owns|has acquired|acquired|bought|parent (?:company )?of|owner of)\b|拥有|收购了?|旗下的?(?!子?公司|企业)|控股/gu,
  },
  {
    relation: 'owns',
    order: 'object-first',
    reach: 60,
    pattern: /\b(?:owned|acquired|controlled) by\b|\b(?:subsidiary|unit|arm|division) of\b|隶属于|归属于/gu,
  },
  {
    relation: 'partners-with',
    order: 'subject-first',
    reach: 90,
    pattern:
      /\b(?:(?:work(?:s|ed|ing)?|collaborat(?:e|es|ed|ing)|partner(?:s|ed|ing)?|team(?:s|ed|ing)? up|cooperat(?:e|es|ed|ing)|join(?:s|ed|ing)? (?:forces|hands)) (?:closely )?with|(?:partnership|collaboration|alliance) with)\b|携手|联合|联手|(?:与|和|同)(?=[^，。；]{1,30}(?:合作|联手|携手|签署))/gu,
  },
  {
    relation: 'makes',
    order: 'object-first',
    reach: 70,
    pattern:
      /\b(?:developed|made|designed|built|produced|manufactured) by\b|由(?=[^，。；]{1,20}(?:研发|开发|自研|制造|设计|生产))/gu,
  },
  {
    relation: 'makes',
    order: 'subject-first',
    reach: 50,
    pattern:
      /\b(?:makes|designs|develops|manufactures|produces|unveiled|launched|introduced|released)\b|自研的?|研发的?|推出了?|自主研发的?|开发的/gu,
  },
  {
    relation: 'develops',
    order: 'object-first',
    reach: 70,
    pattern:
      /\b(?:developed|created|trained|built|released|made) by\b|由(?=[^，。；]{1,20}(?:研发|开发|训练|发布|推出))/gu,
  },
  {
    relation: 'develops',
    order: 'subject-first',
    reach: 50,
    pattern:
      /\b(?:develops|developed|trained|unveiled|released|open-sourced)\b(?! by\b)|自研的?|研发的?|训练的?|开源了?|开发的|发布了?/gu,
  },
  {
    relation: 'operates',
    order: 'subject-first',
    reach: 50,
    pattern: /\b(?:operates|runs)\b(?! on\b)|运营的?|旗下的?/gu,
  },
  {
    relation: 'operates',
    order: 'object-first',
    reach: 50,
    pattern: /\b(?:operated|run) by\b|由(?=[^，。；]{1,20}运营)/gu,
  },
  {
    relation: 'runs-on',
    order: 'subject-first',
    reach: 70,
    pattern:
      /\b(?:runs? on|running on|relie[sd] on|rely on|relying on|(?:is |are |was |were )?powered by|built on|based on)\b|基于|依托|搭载|采用/gu,
  },
  {
    relation: 'derived-from',
    order: 'subject-first',
    reach: 50,
    pattern:
      /\b(?:based on|derived from|distilled from|fine-?tuned (?:from|on)|built on(?: top of)?|a (?:version|variant|distillation) of)\b|蒸馏自|衍生自|微调自/gu,
  },
  {
    relation: 'worked-at',
    order: 'subject-first',
    reach: 60,
    pattern:
      /\b(?:worked (?:at|for)|previously (?:at|with|worked at)|formerly (?:of|at|with)|(?:left|joined) )\b|曾任职于|曾就职于|曾供职于|曾在/gu,
  },
];

/** Words for a former post, before the name of the organisation: “former Acme engineer Ann Roe”. */
export const FORMER = /\b(?:former|ex-|onetime|one-time)\s*$|前$/u;

/** Matches the credit in the caption of a picture. */
export const CAPTION =
  /\b(?:photo(?:graph)?|picture|image|illustration|graphic|handout)s?\s*[:：]|(?:图片来源|图源|摄影|图|摄)\s*[:：/]/iu;
