import * as l10n from "@vscode/l10n";
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

/** Pictures that were pasted or dropped, until they are attachments like any other. */
export class IncomingImages {
  readonly #parts: IncomingParts;
  #state: PageState | undefined;
  #all: readonly PendingImage[] = [];
  #refusals: readonly string[] = [];
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

  dismissRefusals(): void {
    this.#refusals = [];
    this.#parts.changed();
  }

  /** To be told whatever the host tells: what is attached is pending no longer. */
  update(state: PageState): void {
    this.#state = state;
    const hashes = this.#attached();
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
      this.#last += 1;
      const pending = { id: this.#last, name: nameOf(file), conversationId: state.conversation.id };
      this.#all = [...this.#all, pending];
      this.#tail = this.#tail.then(() => this.#make(pending, file, state.model.id));
    }
    this.#parts.changed();
  }

  async #make(pending: PendingImage, file: File, model: string): Promise<void> {
    const { post, changed, made } = this.#parts;
    const { id, name, conversationId } = pending;
    const outcome = await this.#outcome(file, model);
    if (!outcome.ok) {
      this.#drop(id, imageProblemText(outcome.problem, name, l10n));
      return;
    }
    made(outcome.hash, outcome.made.thumbnail);
    this.#all = this.#all.map((one) => (one.id === id ? { ...one, hash: outcome.hash } : one));
    setTimeout(() => this.#giveUp(id), patienceMilliseconds);
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

  /** The host has had its time. */
  #giveUp(id: number): void {
    const late = this.#all.find((one) => one.id === id);
    if (late !== undefined) {
      const isThere = late.hash !== undefined && this.#attached().has(late.hash);
      this.#drop(id, isThere ? undefined : l10n.t("{0} could not be attached.", late.name));
    }
  }

  #drop(id: number, refusal: string | undefined): void {
    this.#all = this.#all.filter((one) => one.id !== id);
    this.#refusals = refusal === undefined ? this.#refusals : [...this.#refusals, refusal];
    this.#parts.changed();
  }

  #attached(): ReadonlySet<string> {
    const context = this.#state?.draft.context ?? [];
    return new Set(context.flatMap(({ image }) => (isKept(image) ? [image.hash] : [])));
  }
}

/** Every system calls what is in its clipboard the same. */
function nameOf({ name }: File): string {
  return name === "" || name === "image.png" ? l10n.t("Pasted image") : name;
}
