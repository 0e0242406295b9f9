import type { ContextItem } from "../../core/context";
import { imageLimits } from "../../core/imageLimits";
import { admit } from "../context/guard";
import { type Gathered, type ImageSource, nothingGathered, together } from "../context/item";
import type { Images } from "../images/images";
import { oneByOne } from "../images/oneByOne";
import type { ChatSession } from "./session";
import type { ChatView } from "./view";

/**
 * Attaches what was gathered, as far as it may be, to a conversation, whatever the view shows when that is done. Gives
 * whether anything was attached; the person has been told of what was not.
 */
export async function attachGathered(
  view: ChatView,
  session: ChatSession,
  gathered: Gathered,
  images: Images,
): Promise<boolean> {
  const items = await admittedItems(view, session, gathered, images);
  session.attach(items);
  return items.length > 0;
}

/**
 * Attaches what is gathered to the conversation that the view shows now, and brings the chat to the front, the focus in
 * the composer, when there is something. Gathering may take a dialog's time.
 */
export async function attachAndReveal(
  gather: () => Gathered | Promise<Gathered>,
  view: ChatView,
  images: Images,
): Promise<void> {
  const { session } = view;
  if (await attachGathered(view, session, await gather(), images)) {
    await view.reveal();
  }
}

/**
 * The chips of what was gathered, pictures made into images for a conversation. What cannot be attached is left out and
 * told of.
 */
export async function admittedItems(
  view: ChatView,
  session: ChatSession,
  { items, refusals, images: sources = [] }: Gathered,
  images: Images,
): Promise<readonly ContextItem[]> {
  const made = sources.length === 0 ? nothingGathered : await imagesOf(view, session, sources, images);
  const admitted = await admit(together([{ items, refusals }, made]));
  const ids = new Set(admitted.map(({ id }) => id));
  await session.letGo(made.items.filter(({ id }) => !ids.has(id)));
  return admitted;
}

async function imagesOf(
  view: ChatView,
  session: ChatSession,
  sources: readonly ImageSource[],
  images: Images,
): Promise<Gathered> {
  if (!view.isReady) {
    // Images are made in a page: the work waits until one is there.
    await view.reveal();
  }
  const limits = imageLimits(session.requestOptions.model);
  const made = await oneByOne(
    sources,
    (source) => images.take(view, session.id, [source], limits),
    ({ items }) => void session.letGo(items),
  );
  return together(made);
}
