/** Rendering what is answered: in the version of the request, for the rights of its key, as of one moment. */
import { inTurns, rest } from '../../app/fair_turns.js';
import type { Refusal } from '../../core/kernel/errors.js';
import type { Document, Kind } from '../../core/kernel/kind.js';
import { documentAs, documentOf } from '../../core/kernel/stored_document.js';
import { isKind } from '../../core/kinds.js';
import type { StoredReply, StoredRow } from '../../store/port.js';
import { type ApiVersion, storedVersion } from '../../wire/api_version.js';
import { indented, JsonText, jsonText } from '../../wire/json_text.js';
import { LIST_LEVELS, listEnvelope, listText } from '../../wire/list.js';
import type { Access } from './access.js';
import { type ListSource, putInLists } from './included_lists.js';
import type { Reading } from './reading.js';
import type { RenderedTexts } from './rendered_texts.js';
import { type Era, eraOf } from './versions/era.js';
import type { Derivations } from './view_context.js';
import type { Views } from './views.js';

/** For whom it is rendered, and what it takes. */
export interface RenderedFor {
  readonly views: Views;
  readonly texts: RenderedTexts;
  readonly derivations: Derivations;
  readonly livemode: boolean;
  readonly access: Access;
  /** Whether the key is public: then answers show a part of each object. */
  readonly is_publishable: boolean;
  readonly version: ApiVersion;
  readonly now_ms: number;
  /** Whether ids in the answer will be replaced by objects. */
  readonly expands: boolean;
}

export class Rendering {
  /** The version that the answer is in: a repeated one keeps that of the first. */
  version: ApiVersion;
  /** How the answers of the version differ from the newest. */
  era: Era;
  /** When what is shown was so: where an answer is repeated, or an earlier time asked about. Absent: now. */
  shown_at_ms: number | undefined;
  readonly #reading: Reading;
  readonly #for: RenderedFor;
  /** What the objects in the answer were rendered from, while something is still to be put into them. */
  readonly #rows = new WeakMap<object, StoredRow>();
  /** Objects in the answer that lists are still to be put into. */
  readonly #incomplete: object[] = [];

  constructor(reading: Reading, rendered_for: RenderedFor) {
    this.#reading = reading;
    this.#for = rendered_for;
    this.version = rendered_for.version;
    this.era = eraOf(rendered_for.version);
  }

  /** From now on everything is shown as the first answer showed it. */
  repeat({ api_version, at_ms }: StoredReply): void {
    this.version = storedVersion(api_version);
    this.era = eraOf(this.version);
    this.shown_at_ms = at_ms;
  }

  get views(): Views {
    return this.#for.views;
  }

  /** A document as the answer shows it to this key, whether or not it is stored. */
  show<K extends Kind>(kind: K, document: Document<K>): object {
    const { access, derivations, is_publishable, livemode, now_ms, views } = this.#for;
    const now = Math.floor((this.shown_at_ms ?? now_ms) / 1000);
    const object = views.render(kind, document, { ...derivations, access, livemode, era: this.era, now });
    return is_publishable ? views.publishable.visible(object) : object;
  }

  render(row: StoredRow): object {
    const object = this.show(row.kind, documentOf(row));
    const is_incomplete = this.#holdsLists(row.kind);
    if (this.#for.expands || is_incomplete) this.#rows.set(object, row);
    if (is_incomplete) this.#incomplete.push(object);
    return object;
  }

  /** A row as the answer: its text, unless something is still to be put into it. */
  answer(row: StoredRow): object {
    return this.#isFilled(row.kind) ? this.render(row) : new JsonText(this.#text(row, 0));
  }

  /** A page of a kind as the answer to a request of `path`. */
  async answerPage(
    path: string,
    kind: Kind,
    { items, has_more }: { readonly items: readonly StoredRow[]; readonly has_more: boolean },
  ): Promise<object> {
    if (!this.#isFilled(kind)) {
      const texts = await inTurns(items, (row) => this.#text(row, LIST_LEVELS));
      return new JsonText(listText(path, texts, has_more));
    }
    return listEnvelope(path, await inTurns(items, (row) => this.render(row)), has_more);
  }

  /** Puts the lists into all objects that were rendered for the answer. */
  async complete(): Promise<void> {
    for (let next = this.#incomplete.pop(); next !== undefined; next = this.#incomplete.pop()) {
      await rest();
      const row = this.#rows.get(next) as StoredRow;
      await putInLists(this.lists, row.kind, next, JSON.parse(row.document));
    }
  }

  /** Where lists in objects of the answer are read, as they were at the time that is shown. */
  get lists(): ListSource {
    const { store, scope } = this.#reading;
    const { access, views } = this.#for;
    const at_ms = this.shown_at_ms;
    return {
      store,
      scope,
      era: this.era,
      access,
      lists: views.lists,
      render: (row) => this.render(row),
      then: at_ms === undefined ? undefined : (row) => store.versionOf(scope, row.id, { at_ms }),
    };
  }

  /** The document of an object in the answer, in the very version that the answer shows. */
  documentOf<K extends Kind>(kind: K, object: object): Document<K> {
    const row = this.#rows.get(object);
    if (row?.kind !== kind) throw new Error(`what is in the answer was not rendered from a ${kind}`);
    return documentAs(kind, row);
  }

  /** The objects that a refusal shows and this key may see, each as it was when the refusal was decided. */
  async shownBy({ shows = [] }: Refusal): Promise<Readonly<Record<string, object>>> {
    const { store, scope } = this.#reading;
    const readable = shows.filter(({ kind }) => isKind(kind) && this.#for.access.mayRead(kind));
    const shown = readable.map(async ({ member, id, version = 0 }) => {
      const row = await store.versionOf(scope, id, { version });
      if (row === undefined) throw new Error(`the journal has lost version ${version} of ${id}`);
      return [member, this.render(row)] as const;
    });
    return Object.fromEntries(await Promise.all(shown));
  }

  #isFilled(kind: Kind): boolean {
    return this.#for.expands || this.#holdsLists(kind);
  }

  /** Whether the version has objects of this kind hold lists, which the key may see. */
  #holdsLists(kind: Kind): boolean {
    return this.era.listsOf(kind).length > 0 && !this.#for.is_publishable;
  }

  #text(row: StoredRow, levels: number): string {
    const { access, texts, views } = this.#for;
    if (views.dependsOnTime(row.kind)) return indented(jsonText(this.render(row)), levels);
    const key = `${this.#reading.scope}/${row.id}/${row.version}/${this.era.number}/${levels}/${access.name}`;
    return texts.get(key, () => indented(jsonText(this.render(row)), levels));
  }
}
