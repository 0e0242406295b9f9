import { imageLimits } from "../../core/imageLimits";
import { admit } from "../context/guard";
import type { Gathered } from "../context/item";
import type { Images } from "../images/images";
import type { ChatView } from "./view";

/**
 * Attaches what was gathered, as far as it may be, to the conversation that the view shows now. Pictures become images
 * first. Gives whether anything was attached; the person has been told of what was not.
 */
export async function attachGathered(view: ChatView, gathered: Gathered, images: Images): Promise<boolean> {
  const { session } = view;
  const sources = gathered.images ?? [];
  const limits = imageLimits(session.requestOptions.model);
  const made = await images.take(view, session.id, sources, limits);
  const items = await admit({
    items: [...gathered.items, ...made.items],
    refusals: [...gathered.refusals, ...made.refusals],
  });
  session.attach(items);
  return items.length > 0;
}

/** The same, and brings the chat to the front when there is something. */
export async function attachAndReveal(gathered: Gathered, view: ChatView, images: Images): Promise<void> {
  if ((gathered.images ?? []).length > 0) {
    // Only a page that is there can make images.
    await view.reveal();
  }
  if (await attachGathered(view, gathered, images)) {
    await view.reveal();
  }
}
