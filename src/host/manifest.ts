/**
 * What package.json contributes, as this code knows it: a test holds the two against each other. Defaults and limits of
 * settings live in package.json only.
 */
export const commandIds = [
  "askClaude.askAboutSelection",
  "askClaude.explain",
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
  "askClaude.getStarted",
  "askClaude.showLog",
  "askClaude.copyMessage",
  "askClaude.editMessage",
  "askClaude.retryAnswer",
  "askClaude.deleteMessage",
  "askClaude.quoteSelection",
] as const;

export type CommandId = (typeof commandIds)[number];

/** The prefix of every setting. */
export const settingsSection = "askClaude";

/** The type of every setting, by an example value. */
export const settingTypes = { model: "", maxTokens: 0, systemPrompt: "", baseUrl: "", promptCaching: true };

export type Settings = Readonly<typeof settingTypes>;

/** The chat in the side bar. */
export const chatViewId = "askClaude.chat";

/** The type of the tabs that hold a chat. */
export const chatTabType = "askClaude.chatTab";

/** The container of the chat view in the activity bar. */
export const chatContainerId = "ask-claude";

/** The walkthrough, by the name that VS Code gives it: publisher, extension and its id. */
export const walkthrough = "ask-claude.ask-claude#getStarted";
