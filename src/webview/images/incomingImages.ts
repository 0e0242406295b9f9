import * as l10n from "../l10n";
import { isKept } from "../../core/image";
import { imageLimits } from "../../core/imageLimits";
import { imageProblemText } from "../../core/imageText";
import { largestPicture, mostDropped, type ToHost } from "../../core/protocol";
import type { PageState } from "../pageState";
import type { ImageMaker, MakeOutcome } from "./imageMaker";

/** A picture of which an image is being made, or is on its way to the host. */
export interface PendingImage {
  readonly id: number;
  readonly name: string;
  readonly conversationId: string;
  /** Of the image, once it is made. */
  readonly hash?: string;
}

/** What incoming images need of the page. */
export interface IncomingParts {
  readonly maker: Pick<ImageMaker, "make">;
  readonly post: (message: ToHost) => void;
  readonly changed: () => void;
  /** Takes a thumbnail by the hash of its image. */
  readonly made: (hash: string, thumbnail: Uint8Array) => void;
}

/** How long the host may take to attach an image. */
const patienceMilliseconds = 20_000;

/** The same for an image that the host has asked for: it says itself what came of it. */
const shortPatienceMilliseconds = 3000;

/** Pictures that were pasted or dropped, until they are attachments like any other. */
export class IncomingImages {
  readonly #parts: IncomingParts;
  #state: PageState | undefined;
  #all: readonly PendingImage[] = [];
  #refusals: readonly string[] = [];
  /** How many pictures came to nothing, by the conversations they were meant for. */
  readonly #losses = new Map<string, number>();
  /** The names of pictures of which no image was posted yet, by the numbers of what is pending. */
  readonly #preparing = new Map<number, string>();
  #tail: Promise<void> = Promise.resolve();
  #last = 0;

  constructor(parts: IncomingParts) {
    this.#parts = parts;
  }

  /** Those of the conversation that is shown. */
  get pending(): readonly PendingImage[] {
    return this.#all.filter(({ conversationId }) => conversationId === this.#state?.conversation.id);
  }

  /** Why nothing came of pictures, a sentence each. */
  get refusals(): readonly string[] {
    return this.#refusals;
  }

  /** How many pictures for the conversation that is shown came to nothing so far; it never falls. */
  get losses(): number {
    return this.#losses.get(this.#state?.conversation.id ?? "") ?? 0;
  }

  dismissRefusals(): void {
    this.#refusals = [];
    this.#parts.changed();
  }

  /** To be told whatever the host tells: what is attached is pending no longer. */
  update(state: PageState): void {
    this.#state = state;
    const hashes = this.#all.some(({ hash }) => hash !== undefined) ? this.#attached() : new Set();
    this.#all = this.#all.filter(
      ({ hash, conversationId }) =>
        hash === undefined || conversationId !== state.conversation.id || !hashes.has(hash),
    );
  }

  /** Makes images of files and attaches them to the conversation that is shown, in this order. */
  take(files: readonly File[]): void {
    const state = this.#state;
    if (state === undefined || files.length === 0) {
      return;
    }
    this.#refusals = [];
    for (const file of files.slice(0, mostDropped)) {
      const pending = this.#begin(nameOf(file), state);
      this.#tail = this.#tail
        .then(() => this.#make(pending, file, state.model.id))
        // Whatever went wrong with this one, the next ones are made all the same.
        .catch(() => this.#lose(pending.id, couldNotBeAttached(pending.name)))
        .then(() => this.#prepared(pending.id));
      this.#preparing.set(pending.id, pending.name);
    }
    this.#tellPreparing();
    this.#parts.changed();
  }

  #prepared(id: number): void {
    this.#preparing.delete(id);
    this.#tellPreparing();
  }

  /** A page that is hidden takes along what it has: then the host says so. */
  #tellPreparing(): void {
    this.#parts.post({ type: "preparingImages", names: [...this.#preparing.values()] });
  }

  /** The host wants an image: it will be attached here. Gives what is to be called with its hash, if it can be made. */
  expect(name: string): (hash: string | undefined) => void {
    const state = this.#state;
    if (state === undefined) {
      return () => undefined;
    }
    const { id } = this.#begin(name, state);
    this.#parts.changed();
    return (hash) => {
      if (hash === undefined) {
        this.#lose(id, undefined);
        return;
      }
      this.#isMade(id, hash);
      setTimeout(() => this.#giveUp(id, false), shortPatienceMilliseconds);
    };
  }

  #begin(name: string, state: PageState): PendingImage {
    this.#last += 1;
    const pending = { id: this.#last, name, conversationId: state.conversation.id };
    this.#all = [...this.#all, pending];
    return pending;
  }

  #isMade(id: number, hash: string): void {
    this.#all = this.#all.map((one) => (one.id === id ? { ...one, hash } : one));
  }

  async #make(pending: PendingImage, file: File, model: string): Promise<void> {
    const { post, changed, made } = this.#parts;
    const { id, name, conversationId } = pending;
    const outcome = await this.#outcome(file, model);
    if (!outcome.ok) {
      this.#lose(id, imageProblemText(outcome.problem, name, l10n));
      return;
    }
    made(outcome.hash, outcome.made.thumbnail);
    this.#isMade(id, outcome.hash);
    setTimeout(() => this.#giveUp(id, true), patienceMilliseconds);
    post({ type: "attachImage", conversationId, name, made: outcome.made });
    changed();
  }

  async #outcome(file: File, model: string): Promise<MakeOutcome> {
    if (file.size > largestPicture) {
      return { ok: false, problem: { reason: "tooManyBytes" } };
    }
    // A folder, or a file that went away in between, cannot be read.
    const buffer = await file.arrayBuffer().catch(() => undefined);
    return buffer === undefined
      ? { ok: false, problem: { reason: "notAnImage" } }
      : this.#parts.maker.make(new Uint8Array(buffer), imageLimits(model));
  }

  /** The host has had its time; `isToSay` that nothing came of it, where the host does not. */
  #giveUp(id: number, isToSay: boolean): void {
    const late = this.#all.find((one) => one.id === id);
    if (late?.hash !== undefined && this.#attached().has(late.hash)) {
      this.#drop(id);
    } else if (late !== undefined) {
      this.#lose(id, isToSay ? couldNotBeAttached(late.name) : undefined);
    }
  }

  #lose(id: number, refusal: string | undefined): void {
    for (const { conversationId } of this.#all.filter((one) => one.id === id)) {
      this.#losses.set(conversationId, (this.#losses.get(conversationId) ?? 0) + 1);
    }
    this.#refusals = refusal === undefined ? this.#refusals : [...this.#refusals, refusal];
    this.#drop(id);
  }

  #drop(id: number): void {
    this.#all = this.#all.filter((one) => one.id !== id);
    this.#parts.changed();
  }

  /** What is in the composer, and in questions: there images are replaced. */
  #attached(): ReadonlySet<string> {
    const questions = this.#state?.conversation.turns.filter((turn) => turn.role === "user") ?? [];
    const items = [this.#state?.draft, ...questions].flatMap((holder) => holder?.context ?? []);
    return new Set(items.flatMap(({ image }) => (isKept(image) ? [image.hash] : [])));
  }
}

function couldNotBeAttached(name: string): string {
  return l10n.t("{0} could not be attached.", name);
}

/** Every system calls what is in its clipboard the same. */
function nameOf({ name }: File): string {
  return name === "" || name === "image.png" ? l10n.t("Pasted image") : name;
}
