import * as l10n from "../l10n";
import { html, type TemplateResult } from "lit-html";
import { mostThumbnails, type ToHost } from "../../core/protocol";

const tag = "image-thumbnail";

/** Tells the page that a thumbnail has come into it. */
const arrival = "thumbnail-arrived";

/** Thumbnails that nobody shows any more are kept up to this number, for whoever scrolls back. */
const mostKept = 200;

/** The place of an image's thumbnail, filled when it comes into sight. */
export function thumbnail(hash: string): TemplateResult {
  return html`<image-thumbnail data-hash=${hash} aria-hidden="true"></image-thumbnail>`;
}

class ThumbnailPlace extends HTMLElement {
  static readonly observedAttributes = ["data-hash"];

  connectedCallback(): void {
    this.dispatchEvent(new CustomEvent(arrival, { bubbles: true }));
  }

  /** A chip stays the same when its image is exchanged: what it showed may be what was blacked out. */
  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) {
      delete this.dataset["shown"];
      this.replaceChildren();
      this.connectedCallback();
    }
  }
}

/** Fetches the thumbnails that are in sight, each once, and shows them wherever they are wanted. */
export class Thumbnails {
  /** Blob URLs by hash; "" of what is no longer there. */
  readonly #urls = new Map<string, string>();
  readonly #places = new Set<HTMLElement>();
  readonly #wanted = new Set<string>();
  readonly #sight: IntersectionObserver;
  #asked: ReadonlySet<string> = new Set();

  constructor(
    root: HTMLElement,
    private readonly post: (message: ToHost) => void,
  ) {
    customElements.define(tag, ThumbnailPlace);
    this.#sight = new IntersectionObserver((entries) => this.#sighted(entries), { rootMargin: "200px" });
    root.addEventListener(arrival, ({ target }) => {
      if (target instanceof HTMLElement) {
        this.#places.add(target);
        this.#sight.observe(target);
      }
    });
  }

  /** Takes a thumbnail that was made here. */
  put(hash: string, bytes: Uint8Array): void {
    this.#keep(hash, bytes);
    this.#showAll();
  }

  /** Takes the host's answer. What was asked for and is not in it is no longer on the disk. */
  receive(found: readonly { readonly hash: string; readonly bytes: Uint8Array }[]): void {
    for (const hash of this.#asked) {
      if (!this.#urls.has(hash)) {
        this.#urls.set(hash, "");
      }
    }
    this.#asked = new Set();
    for (const { hash, bytes } of found) {
      this.#keep(hash, bytes);
    }
    this.#forget();
    this.#showAll();
    this.#ask();
  }

  /** What was asked for before may never be answered. */
  reset(): void {
    for (const hash of this.#asked) {
      this.#wanted.add(hash);
    }
    this.#asked = new Set();
    this.#ask();
  }

  #sighted(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && target instanceof HTMLElement) {
        this.#sight.unobserve(target);
        this.#show(target);
      }
    }
    this.#ask();
  }

  #ask(): void {
    // One question at a time: what an answer leaves out is then known to be gone.
    if (this.#asked.size > 0 || this.#wanted.size === 0) {
      return;
    }
    const hashes = [...this.#wanted].slice(0, mostThumbnails);
    hashes.forEach((hash) => this.#wanted.delete(hash));
    this.#asked = new Set(hashes);
    this.post({ type: "loadThumbnails", hashes });
  }

  #showAll(): void {
    for (const place of this.#places) {
      if (this.#urls.has(place.dataset["hash"] ?? "")) {
        this.#show(place);
      }
    }
  }

  #show(place: HTMLElement): void {
    const hash = place.dataset["hash"] ?? "";
    const url = this.#urls.get(hash);
    if (url === undefined) {
      if (!this.#asked.has(hash)) {
        this.#wanted.add(hash);
      }
    } else if (place.dataset["shown"] !== url) {
      place.dataset["shown"] = url;
      place.replaceChildren(url === "" ? goneIcon() : picture(url));
    }
  }

  #keep(hash: string, bytes: Uint8Array): void {
    const known = this.#urls.get(hash);
    if (known === undefined || known === "") {
      this.#urls.set(hash, URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: "image/webp" })));
    }
  }

  /** Lets go of what is not in the page any more. */
  #forget(): void {
    const shown = new Set<string>();
    for (const place of this.#places) {
      if (place.isConnected) {
        shown.add(place.dataset["hash"] ?? "");
      } else {
        this.#places.delete(place);
        this.#sight.unobserve(place);
      }
    }
    for (const [hash, url] of this.#urls) {
      if (this.#urls.size > mostKept && !shown.has(hash)) {
        this.#urls.delete(hash);
        URL.revokeObjectURL(url);
      }
    }
  }
}

function picture(url: string): HTMLImageElement {
  const image = new Image();
  image.src = url;
  image.alt = "";
  image.draggable = false;
  return image;
}

function goneIcon(): HTMLElement {
  const icon = document.createElement("span");
  icon.className = "codicon codicon-file-broken";
  icon.title = l10n.t("This image is no longer on the disk.");
  return icon;
}
