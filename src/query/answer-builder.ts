/** Turns records into answers: replaces ids by entities, and adds title and URL of the source to evidence. */
import type {
  ClaimRecord,
  EntityRecord,
  EvidenceRecord,
  RemarkRecord,
  SourceRecord,
  Statement,
} from '../model/records.ts';
import type { Scope } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import type { Claim, EntityRef, Evidence, Remark } from './answers/claim.ts';
import { idsOfSources } from './claims.ts';

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
    return new AnswerBuilder(
      await store.entities(ids),
      await store.sources(idsOfSources([...claims, ...remarks])),
    );
  }

  /** The entity as it appears in an answer. Throws if it was not read in advance. */
  ref(id: string): EntityRef {
    const known = this.#refs.get(id);
    if (known) return known;
    const entity = this.#entities.get(id);
    if (!entity) throw new Error(`the store has no entity ${id}`);
    const ref = { id, name: entity.name, kind: entity.kind };
    this.#refs.set(id, ref);
    return ref;
  }

  entity(id: string): EntityRecord | undefined {
    return this.#entities.get(id);
  }

  /** A claim as an answer. Fields that contain no ids are copied in the order of the record. */
  claim(record: ClaimRecord, scope: Scope = 'exact'): Claim {
    const { id, relation, from, to, source, ...fields } = record;
    return {
      id,
      relation,
      from: this.ref(from),
      to: this.ref(to),
      scope,
      ...fields,
      via: record.via.map((item) => ({
        ...this.ref(item.id),
        ...(item.version === null ? {} : { version: item.version }),
      })),
      with: record.with.map((other) => this.ref(other)),
      saidBy: this.#claimant(record),
      evidence: record.evidence.map((item) => this.#evidence(source, item)),
    };
  }

  /** A remark as an answer. */
  remark({ source, ...fields }: RemarkRecord): Remark {
    return {
      ...fields,
      subject: fields.subject.map((other) => this.ref(other)),
      saidBy: this.#claimant(fields),
      evidence: fields.evidence.map((item) => this.#evidence(source, item)),
    };
  }

  #claimant({ saidBy }: Pick<Statement, 'saidBy'>): EntityRef | null {
    return saidBy === null ? null : this.ref(saidBy);
  }

  #evidence(source: string, { quote, line, start, end, verified }: EvidenceRecord): Evidence {
    const record = this.#sources.get(source);
    return {
      source,
      title: record?.title ?? source,
      url: record?.url ?? null,
      quote,
      line,
      start,
      end,
      verified,
    };
  }
}
