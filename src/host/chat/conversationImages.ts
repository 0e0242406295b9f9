import type { ContextItem } from "../../core/context";
import type { ConversationEvent } from "../../core/conversation";
import { hashesOf } from "../../core/usedImages";
import type { Images } from "../images/images";

/** What a session does with the images on the disk; none of it rejects. */
export type SessionImages = Pick<Images, "use" | "drop" | "keepOnly" | "read">;

/** The hashes of the images in a conversation and its composer. */
export interface UsedHere {
  readonly inMemory: () => readonly string[];
  /**
   * As all windows have written it, this one's last changes too; undefined when that cannot be read. Never rejects.
   */
  readonly onDisk: () => Promise<readonly string[] | undefined>;
}

/** Keeps what the disk has of one conversation's images in step with the conversation. */
export class ConversationImages {
  readonly #id: string;
  readonly #images: SessionImages;
  readonly #used: UsedHere;
  /** All that the conversation used since it was opened. */
  readonly #known = new Set<string>();

  constructor(id: string, images: SessionImages, used: UsedHere) {
    this.#id = id;
    this.#images = images;
    this.#used = used;
  }

  /** These come into the conversation. Resolves when the disk knows. */
  async use(items: readonly ContextItem[]): Promise<void> {
    const hashes = hashesOf(items);
    if (hashes.length > 0) {
      hashes.forEach((hash) => this.#known.add(hash));
      await this.#images.use(this.#id, hashes);
    }
  }

  /** Those of these whose image is gone from the disk; the others stay there from now on. */
  async lost(items: readonly ContextItem[]): Promise<readonly ContextItem[]> {
    // First, so that whoever is removing an image at this moment puts it back.
    await this.use(items);
    const all = await Promise.all(
      items.map(async (item) => {
        const [hash] = hashesOf([item]);
        return hash !== undefined && (await this.#images.read(hash)) === undefined ? [item] : [];
      }),
    );
    return all.flat();
  }

  /**
   * Does something, after which images that the conversation no longer uses leave the disk. Resolves when they have;
   * the work itself is done at once.
   */
  async lettingGo(work: () => void): Promise<void> {
    const before = this.#used.inMemory();
    work();
    await this.release(before);
  }

  /** Those of these images leave the disk that the conversation does not use, here or in another window. */
  async release(hashes: readonly string[]): Promise<void> {
    if (this.#unused(hashes).length === 0) {
      return;
    }
    const onDisk = await this.#used.onDisk();
    // Meanwhile one may have come back.
    const gone = onDisk === undefined ? [] : this.#unused(hashes).filter((hash) => !onDisk.includes(hash));
    if (gone.length > 0) {
      await this.#images.drop(this.#id, gone);
    }
  }

  /** What is used now may be let go of by `close` at the latest. */
  remember(): void {
    this.#used.inMemory().forEach((hash) => this.#known.add(hash));
  }

  /** Nothing can be taken back any more: what stayed for that leaves the disk. */
  close(): Promise<void> {
    return this.release([...this.#known]);
  }

  /** Does what an event says. The images of what is deleted stay for as long as the person can take it back. */
  changing(event: ConversationEvent, work: () => void): void {
    void this.use(contextIn(event));
    this.remember();
    if (event.type === "deleted") {
      work();
    } else {
      void this.lettingGo(work);
    }
  }

  #unused(hashes: readonly string[]): readonly string[] {
    const used = new Set(this.#used.inMemory());
    return hashes.filter((hash) => !used.has(hash));
  }
}

/** What an event brings into a conversation. */
function contextIn(event: ConversationEvent): readonly ContextItem[] {
  if (event.type === "restored") {
    return event.turns.flatMap((turn) => (turn.role === "user" ? turn.context : []));
  }
  return event.type === "attachmentChanged" && event.item !== undefined ? [event.item] : [];
}
