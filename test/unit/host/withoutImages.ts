import type { SessionParts } from "../../../src/host/chat/session";

/** What a session has to do with images and attachments, for tests that have none: nothing is kept, made or left out. */
export const withoutImages: Pick<SessionParts, "images" | "keptImages" | "contextToSend"> = {
  images: () => Promise.resolve({ ok: true, blocks: new Map(), tokens: 0 }),
  keptImages: {
    use: () => Promise.resolve(),
    drop: () => Promise.resolve(),
    keepOnly: () => Promise.resolve(),
    read: () => Promise.resolve(undefined),
  },
  contextToSend: (attached) => attached,
};
