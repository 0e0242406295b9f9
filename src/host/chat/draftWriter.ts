import { mkdir } from "node:fs/promises";

import type { Draft } from "../../core/protocol";
import type { Redact } from "../../core/redact";
import { withEveryString } from "../../core/shape";
import { draftPath } from "./conversationFiles";
import { writeDraft } from "./draftFiles";
import type { Gone } from "./gone";

/** The drafts of one window on their way to the disk: of each conversation the last one. */
export class DraftWriter {
  readonly #folder: string;
  readonly #writer: string;
  readonly #redact: Redact;
  readonly #waiting = new Map<string, Draft>();

  constructor(folder: string, writer: string, redact: Redact) {
    this.#folder = folder;
    this.#writer = writer;
    this.#redact = redact;
  }

  /** The conversations whose draft is in memory only. */
  get unwritten(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  set(conversationId: string, draft: Draft): void {
    this.#waiting.set(conversationId, draft);
  }

  /** Writes what waits. Rejects when a draft could not be written; that one and those after it wait on. */
  async write(gone: Gone): Promise<void> {
    for (const [conversationId, draft] of this.#waiting) {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      if (!(await gone.has(conversationId))) {
        const path = draftPath(this.#folder, conversationId);
        await writeDraft(path, this.#writer, withEveryString(draft, this.#redact));
        await gone.drop(conversationId, path);
      }
      // A newer one may have come meanwhile.
      if (this.#waiting.get(conversationId) === draft) {
        this.#waiting.delete(conversationId);
      }
    }
  }
}
