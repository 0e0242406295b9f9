import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { imageLimits } from "../../core/imageLimits";
import { admit } from "../context/guard";
import { type Gathered, type ImageSource, nothingGathered, refused, together } from "../context/item";
import type { Images } from "../images/images";
import { oneByOne } from "../images/oneByOne";
import { outcomeWithin } from "../patience";
import type { ChatSession } from "./session";
import type { ChatView } from "./view";

/** A window that is just starting needs some seconds for its first page. */
const pagePatienceMs = 20_000;

/**
 * Attaches what was gathered, as far as it may be, to the conversation that the view shows now, whatever it shows when
 * that is done. Gives whether anything was attached; the person has been told of what was not.
 */
export async function attachGathered(view: ChatView, gathered: Gathered, images: Images): Promise<boolean> {
  const { session } = view;
  const items = await admittedItems(view, session, gathered, images);
  session.attach(items);
  return items.length > 0;
}

/** The same, and brings the chat to the front, the focus in the composer, when there is something. */
export async function attachAndReveal(gathered: Gathered, view: ChatView, images: Images): Promise<void> {
  if (await attachGathered(view, gathered, images)) {
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
  return admit(together([{ items, refusals }, made]));
}

async function imagesOf(
  view: ChatView,
  session: ChatSession,
  sources: readonly ImageSource[],
  images: Images,
): Promise<Gathered> {
  if (!(await hasPage(view))) {
    return refused(vscode.l10n.t("The chat did not open, and only there can images be made. Try again."));
  }
  const limits = imageLimits(session.requestOptions.model);
  const made = await oneByOne(sources, (source) => images.take(view, session.id, [source], limits));
  return together(made);
}

/** Images are made in the page: one that is closed is opened first. */
async function hasPage(view: ChatView): Promise<boolean> {
  if (!view.isReady) {
    await view.reveal();
  }
  return (await outcomeWithin(view.whenReady(), pagePatienceMs)).ok;
}
