// Makes ask-claude.vsix of what is built: the same bytes from the same sources, in whatever folder, at whatever time.
import { createVSIX } from "@vscode/vsce";

// vsce gives every file this date and sorts them; the archive holds it as local time, so the zone is settled too.
process.env.SOURCE_DATE_EPOCH = String(Date.UTC(2000, 0, 1) / 1000);
process.env.TZ = "UTC";

await createVSIX({
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
  packagePath: "ask-claude.vsix",
});
