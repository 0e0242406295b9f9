/** The commands that change documents in place. */
export const editCommandIds = [
  "askClaude.edit",
  "askClaude.editProblem",
  "askClaude.cancelEdit",
  "askClaude.reviewEdit",
  "askClaude.nextHunk",
  "askClaude.previousHunk",
  "askClaude.keepHunk",
  "askClaude.undoHunk",
  "askClaude.keepAll",
  "askClaude.undoAll",
  "askClaude.retryEdit",
  "askClaude.followUpEdit",
  "askClaude.showEditDiff",
  "askClaude.showPendingEdits",
] as const;

/** The commands that bring images into the chat. */
export const imageCommandIds = [
  "askClaude.askAboutImage",
  "askClaude.screenshot",
  "askClaude.attachImages",
  "askClaude.addImageLink",
] as const;

export type ImageCommandId = (typeof imageCommandIds)[number];

export type EditCommandId = (typeof editCommandIds)[number];

/**
 * What package.json contributes, as this code knows it: a test holds the two against each other. Defaults and limits of
 * settings live in package.json only.
 */
export const commandIds = [
  "askClaude.askAboutSelection",
  "askClaude.explain",
  "askClaude.review",
  "askClaude.writeTests",
  "askClaude.document",
  "askClaude.fix",
  "askClaude.explainProblem",
  "askClaude.addToChat",
  "askClaude.addFiles",
  "askClaude.addChanges",
  "askClaude.addTerminalSelection",
  "askClaude.addCell",
  "askClaude.addCellWithOutputs",
  "askClaude.addProblem",
  "askClaude.newChat",
  "askClaude.newChatInEditor",
  "askClaude.openInEditor",
  "askClaude.showConversations",
  "askClaude.renameConversation",
  "askClaude.exportConversation",
  "askClaude.copyConversation",
  "askClaude.deleteConversation",
  "askClaude.deleteAllConversations",
  "askClaude.focusChat",
  "askClaude.setApiKey",
  "askClaude.removeApiKey",
  "askClaude.selectModel",
  "askClaude.showUsage",
  "askClaude.editPrompts",
  "askClaude.workspaceInstructions",
  "askClaude.showRequest",
  "askClaude.copyAsCurl",
  "askClaude.openSettings",
  "askClaude.getStarted",
  "askClaude.showLog",
  "askClaude.diagnoseConnection",
  "askClaude.copyMessage",
  "askClaude.editMessage",
  "askClaude.retryAnswer",
  "askClaude.deleteMessage",
  "askClaude.quoteSelection",
  "askClaude.findInConversation",
  ...editCommandIds,
  ...imageCommandIds,
  "askClaude.sideBar.findInConversation",
  "askClaude.sideBar.newChat",
  "askClaude.sideBar.showConversations",
  "askClaude.sideBar.openInEditor",
  "askClaude.sideBar.renameConversation",
  "askClaude.sideBar.exportConversation",
  "askClaude.sideBar.copyConversation",
  "askClaude.sideBar.deleteConversation",
  "askClaude.sideBar.selectModel",
  "askClaude.sideBar.showRequest",
] as const;

export type CommandId = (typeof commandIds)[number];

/** The prefix of every setting. */
export const settingsSection = "askClaude";

/** The type of every setting, by an example value. */
export const settingTypes: Settings = {
  model: "",
  maxTokens: 0,
  systemPrompt: "",
  baseUrl: "",
  promptCaching: true,
  prompts: {},
  autoAttachSelection: false,
  sendWith: "",
  effort: "",
  thinking: true,
  countTokens: true,
  dailyBudget: 0,
  keepConversations: 0,
  prices: {},
  allowedLinkHosts: [],
};

export interface Settings {
  readonly model: string;
  readonly maxTokens: number;
  readonly systemPrompt: string;
  readonly baseUrl: string;
  readonly promptCaching: boolean;
  readonly prompts: Readonly<Record<string, unknown>>;
  readonly autoAttachSelection: boolean;
  readonly sendWith: string;
  readonly effort: string;
  readonly thinking: boolean;
  readonly countTokens: boolean;
  readonly dailyBudget: number;
  readonly keepConversations: number;
  readonly prices: Readonly<Record<string, unknown>>;
  readonly allowedLinkHosts: readonly unknown[];
}

/** The chat in the side bar. */
export const chatViewId = "askClaude.chat";

/** The type of the tabs that hold a chat. */
export const chatTabType = "askClaude.chatTab";

/** The type of the tabs that show an image. */
export const imageTabType = "askClaude.imageTab";

/** The documents that show what stood there before an edit, or what a held one would put there. */
export const originalScheme = "ask-claude-original";

/** The container of the chat view in the activity bar. */
export const chatContainerId = "ask-claude";

/** As VS Code knows this extension: publisher and name. */
export const extensionId = "ask-claude.ask-claude";

/** The walkthrough, by the name that VS Code gives it. */
export const walkthrough = `${extensionId}#getStarted`;

/** Its steps that wait for a context key, by that key without `askClaude.`. */
export const firstSteps = { hasKey: "key", hasAsked: "question", hasAttached: "context" } as const;
