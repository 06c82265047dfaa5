// Starts `jixiao lsp` for the folders that hold a department or a form.
const { window, workspace, commands } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

/** The files that the program reads; other YAML is none of its business. */
const FILES = ["**/部门.{yaml,yml}", "**/项目/*.{yaml,yml}", "**/版式.yaml"];

/** @type {LanguageClient | undefined} */
let client;

async function start() {
  const path = workspace.getConfiguration("jixiao").get("path") || "jixiao";
  const server = { command: path, args: ["lsp"], transport: TransportKind.stdio };
  client = new LanguageClient("jixiao", "绩效", server, {
    documentSelector: FILES.map((pattern) => ({ scheme: "file", pattern })),
    synchronize: {
      fileEvents: [...FILES, "**/templates/*.xml"].map((p) =>
        workspace.createFileSystemWatcher(p),
      ),
    },
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    window.showErrorMessage(
      `绩效：启动不了 ${path}（${error.message ?? error}）。请安装 jixiao，或在设置 jixiao.path 里写明它的位置。`,
    );
  }
}

async function openPage() {
  const file = window.activeTextEditor?.document.uri.fsPath;
  if (!file) {
    window.showInformationMessage("绩效：先打开部门.yaml 或一个项目文件。");
    return;
  }
  await client?.sendRequest("workspace/executeCommand", {
    command: "jixiao.open",
    arguments: [file],
  });
}

async function activate(context) {
  context.subscriptions.push(
    commands.registerCommand("jixiao.openPage", openPage),
    commands.registerCommand("jixiao.restart", async () => {
      await client?.stop();
      await start();
    }),
  );
  await start();
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
