import type { ContextItem } from "../../core/context";
import type { ConversationEvent } from "../../core/conversation";
import { hashesOf } from "../../core/usedImages";
import type { Images } from "../images/images";

/** What a session does with the images on the disk; none of it rejects. */
export type SessionImages = Pick<Images, "use" | "drop" | "keepOnly">;

/** Keeps what the disk has of one conversation's images in step with the conversation. */
export class ConversationImages {
  readonly #id: string;
  readonly #images: SessionImages;
  readonly #used: () => readonly string[];

  /** @param used the hashes of the images in the conversation and its composer, as it is now */
  constructor(id: string, images: SessionImages, used: () => readonly string[]) {
    this.#id = id;
    this.#images = images;
    this.#used = used;
  }

  /** These come into the conversation. */
  use(items: readonly ContextItem[]): void {
    const hashes = hashesOf(items);
    if (hashes.length > 0) {
      void this.#images.use(this.#id, hashes);
    }
  }

  /** Does something, after which images that the conversation no longer uses leave the disk. */
  lettingGo(work: () => void): void {
    const before = this.#used();
    work();
    const left = new Set(this.#used());
    const gone = before.filter((hash) => !left.has(hash));
    if (gone.length > 0) {
      void this.#images.drop(this.#id, gone);
    }
  }

  /** Does what an event says. The images of what is deleted stay for as long as the person can take it back. */
  changing(event: ConversationEvent, work: () => void): void {
    this.use(contextIn(event));
    if (event.type === "deleted") {
      work();
    } else {
      this.lettingGo(work);
    }
  }
}

/** What an event brings into a conversation. */
function contextIn(event: ConversationEvent): readonly ContextItem[] {
  if (event.type === "restored") {
    return event.turns.flatMap((turn) => (turn.role === "user" ? turn.context : []));
  }
  return event.type === "attachmentChanged" && event.item !== undefined ? [event.item] : [];
}
