import type { ToHost, ToView } from "../../core/protocol";
import type { PageState } from "../pageState";
import { doImageJob } from "./imageJob";
import { ImageMaker } from "./imageMaker";
import { IncomingImages } from "./incomingImages";
import { Thumbnails } from "./thumbnails";

type ImageMessage = Extract<ToView, { type: "makeImage" | "fitImage" | "thumbnails" }>;

/** What the chat does with images: those that come in, those that the host wants made, and those in sight. */
export class PageImages {
  readonly incoming: IncomingImages;
  readonly #maker = new ImageMaker();
  readonly #thumbnails: Thumbnails;

  constructor(
    root: HTMLElement,
    private readonly post: (message: ToHost) => void,
    changed: () => void,
  ) {
    this.#thumbnails = new Thumbnails(root, post);
    this.incoming = new IncomingImages({
      maker: this.#maker,
      post,
      changed,
      made: (hash, thumbnail) => this.#thumbnails.put(hash, thumbnail),
    });
  }

  receive(message: ImageMessage): void {
    switch (message.type) {
      case "makeImage":
        void this.#make(message);
        break;
      case "fitImage":
        void doImageJob(message, this.#maker, this.post);
        break;
      case "thumbnails":
        this.#thumbnails.receive(message.thumbnails);
        break;
    }
  }

  /** To be told of each state of the page. */
  update(state: PageState): void {
    this.incoming.update(state);
  }

  /** The host tells everything anew: what it was asked before, it may have missed. */
  restored(state: PageState): void {
    this.incoming.update(state);
    this.#thumbnails.reset();
  }

  async #make({ job, name, bytes, limits }: Extract<ToView, { type: "makeImage" }>): Promise<void> {
    const done = this.incoming.expect(name);
    const outcome = await this.#maker.make(bytes, limits);
    done(outcome.ok ? outcome.hash : undefined);
    if (outcome.ok) {
      this.#thumbnails.put(outcome.hash, outcome.made.thumbnail);
      this.post({ type: "imageMade", job, made: outcome.made });
    } else {
      this.post({ type: "imageNotMade", job, problem: outcome.problem });
    }
  }
}
