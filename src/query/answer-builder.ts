/** Turns records into answers: replaces ids by entities, and adds title and URL of the source to evidence. */
import { fail } from '../model/errors.ts';
import { lineAddress } from '../model/line-address.ts';
import type {
  ClaimRecord,
  EntityRecord,
  EvidenceRecord,
  RemarkRecord,
  SourceRecord,
  Statement,
  Via,
} from '../model/records.ts';
import type { Scope } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import type { Claim, EntityRef, Evidence, Remark, ViaRef } from './answers/claim.ts';
import { idsOfSources, refOf } from './claims.ts';

/** Builds the parts of one answer from records. It reads all entities and sources of the answer in advance. */
export class AnswerBuilder {
  readonly #entities: ReadonlyMap<string, EntityRecord>;
  readonly #sources: ReadonlyMap<string, SourceRecord>;
  readonly #refs = new Map<string, EntityRef>();

  private constructor(
    entities: ReadonlyMap<string, EntityRecord>,
    sources: ReadonlyMap<string, SourceRecord>,
  ) {
    this.#entities = entities;
    this.#sources = sources;
  }

  /** Creates a builder for answers that contain entities but no claims. Reads the entities that are not in `loaded`. */
  static async forEntities(
    store: Store,
    ids: Iterable<string>,
    loaded: readonly EntityRecord[] = [],
  ): Promise<AnswerBuilder> {
    const known = new Map(loaded.map((entity) => [entity.id, entity]));
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    return new AnswerBuilder(new Map([...known, ...(await store.entities(missing))]), new Map());
  }

  /** Creates a builder for claims and remarks. Reads every entity and source that they or `others` name. */
  static async forRecords(
    store: Store,
    claims: readonly ClaimRecord[],
    remarks: readonly RemarkRecord[] = [],
    others: readonly string[] = [],
  ): Promise<AnswerBuilder> {
    const ids = new Set<string>(others);
    for (const claim of claims) {
      ids.add(claim.from).add(claim.to);
      for (const { id } of claim.via) ids.add(id);
      for (const id of claim.with) ids.add(id);
    }
    for (const remark of remarks) for (const id of remark.subject) ids.add(id);
    for (const { saidBy } of [...claims, ...remarks]) if (saidBy !== null) ids.add(saidBy);
    const sources = await store.sources(idsOfSources([...claims, ...remarks]));
    for (const source of sources.values()) for (const id of publisherIds(source)) ids.add(id);
    return new AnswerBuilder(await store.entities(ids), sources);
  }

  /** The entity as it appears in an answer. Throws a known error if the store lacks it. */
  ref(id: string): EntityRef {
    const known = this.#refs.get(id);
    if (known) return known;
    const entity = this.#entities.get(id);
    if (!entity) throw fail.missingRecord(id);
    const ref = refOf(entity);
    this.#refs.set(id, ref);
    return ref;
  }

  entity(id: string): EntityRecord | undefined {
    return this.#entities.get(id);
  }

  /** A claim as an answer. A claim about an artefact of a model does not name the model itself, so its scope is never `exact`. */
  claim(record: ClaimRecord, scope: Scope = 'exact'): Claim {
    return {
      id: record.id,
      relation: record.relation,
      kind: record.kind,
      from: this.ref(record.from),
      to: this.ref(record.to),
      scope: scope === 'exact' && record.artefact !== null ? 'derived' : scope,
      status: record.status,
      printed: record.printed,
      basis: record.basis,
      via: record.via.map((item) => this.via(item)),
      with: record.with.map((other) => this.ref(other)),
      precision: record.precision,
      mode: record.mode,
      task: record.task,
      artefact: record.artefact,
      version: record.via.find(({ version }) => version !== null)?.version ?? null,
      saidBy: this.#claimant(record),
      firstParty: record.firstParty,
      channel: record.channel,
      printedDate: record.printedDate,
      date: dayOf(record),
      notBefore: record.notBefore,
      notAfter: record.notAfter,
      dateBasis: record.dateBasis,
      seen: record.seen,
      withdrawn: record.withdrawn,
      note: record.note,
      evidence: record.evidence.map((item) => this.#evidence(record.source, item)),
    };
  }

  /** A remark as an answer. */
  remark(record: RemarkRecord): Remark {
    return {
      id: record.id,
      topic: record.topic,
      subject: record.subject.map((other) => this.ref(other)),
      summary: record.summary,
      saidBy: this.#claimant(record),
      channel: record.channel,
      printedDate: record.printedDate,
      date: dayOf(record),
      dateBasis: record.dateBasis,
      note: record.note,
      notBefore: record.notBefore,
      notAfter: record.notAfter,
      evidence: record.evidence.map((item) => this.#evidence(record.source, item)),
    };
  }

  /** Hardware, a service or a framework as it appears in an answer. */
  via({ id, version }: Via): ViaRef {
    return { ...this.ref(id), ...(version === null ? {} : { version }) };
  }

  /** The republisher of a source as it appears in an answer. */
  republisher({ republishedBy }: Pick<SourceRecord, 'republishedBy'>): EntityRef | null {
    return republishedBy === null ? null : this.ref(republishedBy);
  }

  #claimant({ saidBy }: Pick<Statement, 'saidBy'>): EntityRef | null {
    return saidBy === null ? null : this.ref(saidBy);
  }

  #evidence(id: string, evidence: EvidenceRecord): Evidence {
    const source = this.#sources.get(id);
    if (!source) throw fail.missingRecord(id);
    const { title, publisher, published, url, archived, origin, checked } = source;
    const from = {
      source: id,
      title,
      publisher: this.ref(publisher),
      published,
      republishedBy: this.republisher(source),
      url,
      archived,
      origin,
    };
    if ('quote' in evidence) {
      const { quote, line, start, end } = evidence;
      return { ...from, quote, line, start, end, checked: line === 0 ? null : checked };
    }
    const address = source.repository && lineAddress(source.repository.address, evidence.commit, evidence);
    return { ...from, url: address, ...evidence, checked };
  }
}

/** The date of a statement if it is a day. */
const dayOf = ({ date, notAfter }: Statement): string | null => (notAfter === null ? date : null);

/** The ids of the publisher and the republisher of a source. */
export const publisherIds = ({ publisher, republishedBy }: SourceRecord): string[] =>
  republishedBy === null ? [publisher] : [publisher, republishedBy];
