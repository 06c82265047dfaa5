// One department: values edited where they are printed, findings worked off, files made.

import assert from "node:assert/strict";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  REPOSITORY, accessible, button, compose, dialog, download, drawn, folder, open, picture, run, toProject, undoAll,
} from "./kit.mjs";

async function department(t) {
  const root = join(folder(t), "我的部门");
  assert.equal((await run("init", root)).code, 0);
  return root;
}

const projects = (root) => readdirSync(join(root, "项目")).sort();
const read = (root, name) => readFileSync(join(root, name), "utf8");
test("a value is edited where it is printed, with an input method, and taken back", async (t) => {
  const root = await department(t);
  const { page } = await open(t, [root]);
  await drawn(page);
  await accessible(page, "desk");
  await picture(page, "desk");
  const [file] = projects(root);
  const before = read(root, join("项目", file));
  const name = /^项目名称: *(\S+)/m.exec(before)[1];
  await toProject(page);
  await page.locator('[data-at][aria-label^="项目名称"]').first().click();
  assert.equal(await page.locator("#value").inputValue(), name);
  await page.locator("#value").press("Control+A");
  await compose(page, "档案整理");
  assert.ok(await dialog(page).isVisible(), "a composition confirms nothing");
  await accessible(page, "editor");
  await page.locator("#value").press("Control+Enter");
  await page.getByText("档案整理").first().waitFor();
  const after = read(root, join("项目", file));
  assert.equal(after, before.replace(`项目名称: ${name}`, "项目名称: 档案整理"));
  await button(page, "撤销").click();
  await page.waitForFunction((n) => document.querySelector(".bar button[title]") && !document.body.innerText.includes("档案整理") && n, name);
  assert.equal(read(root, join("项目", file)), before);
});

test("both files are the bytes of the command", async (t) => {
  const root = await department(t);
  const { page } = await open(t, [root]);
  await drawn(page);
  const out = join(folder(t), "输出");
  assert.equal((await run("build", root, "-o", out)).code, 0);
  for (const [kind, words] of [["docx", "下载 Word"], ["pdf", "下载 PDF"]]) {
    const made = readdirSync(out).find((n) => n.endsWith(kind));
    const got = await download(page, () => button(page, words).click());
    assert.ok(got.equals(readFileSync(join(out, made))), kind);
  }
  await button(page, "生成上报文件").click();
  await dialog(page).getByText("写好了").waitFor();
  assert.equal(readdirSync(join(root, "输出")).length, 2);
});

test("findings are worked off by their buttons", async (t) => {
  const root = await department(t);
  const [file] = projects(root);
  const path = join(root, "项目", file);
  const sound = readFileSync(path, "utf8");
  writeFileSync(path, sound.replace("指标值: ≥", "指标值: >="));
  const { page } = await open(t, [root]);
  await drawn(page);
  await page.getByRole("button", { name: /^自动改好/ }).click();
  await page.getByText("没有发现问题").waitFor();
  assert.equal(readFileSync(path, "utf8"), sound);
  await button(page, "撤销").click();
  await page.getByRole("button", { name: /^为什么/ }).first().click();
  await dialog(page).getByText("检查什么").waitFor();
  await accessible(page, "explanation");
});

test("a project is copied, moved and deleted, and all of it taken back", async (t) => {
  const root = await department(t);
  const before = projects(root).map((n) => read(root, join("项目", n)));
  const { page } = await open(t, [root]);
  await drawn(page);
  const menu = page.locator("nav .more").first();
  await menu.click();
  await button(page, "复制一份").click();
  await page.waitForFunction((n) => document.querySelectorAll("nav .more").length === n, before.length + 1);
  assert.equal(projects(root).length, before.length + 1);
  await menu.click();
  await button(page, "下移").click();
  await page.waitForTimeout(500);
  await menu.click();
  await button(page, "删除").click();
  await page.waitForFunction((n) => document.querySelectorAll("nav .more").length === n, before.length);
  await undoAll(page);
  assert.deepEqual(projects(root).map((n) => read(root, join("项目", n))), before);
});

test("what others change is shown and never overwritten", async (t) => {
  const root = await department(t);
  const [file] = projects(root);
  const path = join(root, "项目", file);
  const { page } = await open(t, [root]);
  await drawn(page);
  const before = readFileSync(path, "utf8");
  const name = /^项目名称: *(\S+)/m.exec(before)[1];
  await toProject(page);
  await page.locator('[data-at][aria-label^="项目名称"]').first().click();
  await page.locator("#value").fill("我改的名称");
  const theirs = before.replace(`项目名称: ${name}`, "项目名称: 别人改的名称");
  writeFileSync(path, theirs);
  await page.locator("dialog[open] .main").click();
  await page.locator("#told .fault").waitFor();
  assert.equal(readFileSync(path, "utf8"), theirs);
  await page.getByText("别人改的名称").first().waitFor();
});

test("two windows show the same text", async (t) => {
  const root = await department(t);
  const { page, context } = await open(t, [root]);
  await drawn(page);
  const second = await context.newPage();
  await second.goto(new URL(page.url()).origin);
  await drawn(second);
  await toProject(page);
  await page.locator('[data-at][aria-label^="项目名称"]').first().click();
  await page.locator("#value").fill("两个窗口项目");
  await page.locator("dialog[open] .main").click();
  await second.getByText("两个窗口项目").first().waitFor();
});

test("the changes of an edited Word file are taken or left one by one", async (t) => {
  const root = await department(t);
  const copy = join(folder(t), "改过");
  cpSync(root, copy, { recursive: true });
  const [file] = projects(copy);
  const path = join(copy, "项目", file);
  const text = readFileSync(path, "utf8");
  const purpose = /^资金用途: *(.+)$/m.exec(text)[1];
  writeFileSync(path, text.replace(purpose, `${purpose}补一句。`));
  // a file as it comes back: built from the same text, its words changed in Word
  const out = join(folder(t), "输出");
  assert.equal((await run("build", root, "-o", out)).code, 0);
  const docx = join(out, readdirSync(out).find((n) => n.endsWith("docx")));
  const edited = join(folder(t), "改过.docx");
  copyFileSync(docx, edited);
  await reworded(edited, purpose, `${purpose}补一句。`);
  const { page } = await open(t, [root]);
  await drawn(page);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button(page, "核对").click()]);
  await chooser.setFiles(edited);
  await dialog(page).getByText("补一句").first().waitFor();
  await accessible(page, "inspection");
  await picture(page, "inspect");
  await button(page, "收下打勾的").click();
  await page.waitForFunction(() => document.querySelector(".bar button:not([disabled])"));
  await page.waitForTimeout(1000);
  assert.equal(read(root, join("项目", file)), readFileSync(path, "utf8"));
});

/** Changes words in the main part of a Word file. */
async function reworded(path, old, now) {
  const { code } = await new Promise(async (done) => {
    const { spawn } = await import("node:child_process");
    const script = "import sys,zipfile,shutil,os\np,a,b=sys.argv[1:]\nq=p+'~'\nwith zipfile.ZipFile(p) as i, zipfile.ZipFile(q,'w',zipfile.ZIP_DEFLATED) as o:\n for n in i.infolist():\n  d=i.read(n)\n  if n.filename=='word/document.xml':\n   e=d.decode(); assert a in e; d=e.replace(a,b).encode()\n  o.writestr(n,d)\nos.replace(q,p)";
    spawn("python3", ["-c", script, path, old, now], { stdio: "inherit" }).on("close", (code) => done({ code }));
  });
  assert.equal(code, 0);
}

test("an earlier folder gives the table of adjustments", async (t) => {
  const root = await department(t);
  const home = folder(t);
  const old = join(home, "旧");
  cpSync(root, old, { recursive: true });
  const [file] = projects(root);
  const path = join(root, "项目", file);
  writeFileSync(path, readFileSync(path, "utf8").replace(/^资金用途: *(.+)$/m, "资金用途: $1另加一句。"));
  const { page } = await open(t, [root]);
  await drawn(page);
  await button(page, "对照表").click();
  await button(page, "↑ 上一层").click();
  await accessible(page, "folders");
  // the chooser begins in the text's own folder
  await page.locator("dialog .path").getByText(/jixiao-/).waitFor();
  await button(page, "取消").click();
  const origin = new URL(page.url()).origin;
  const told = await page.evaluate(async ([path]) => {
    const meta = document.querySelector("meta[name=jixiao]");
    const answer = await fetch("/api/compare?path=" + encodeURIComponent(path), { headers: { [meta.dataset.header]: meta.content } });
    return answer.json();
  }, [old, origin]);
  assert.match(told.verdict, /调整 1 个项目/);
});

test("only looking changes nothing", async (t) => {
  const root = await department(t);
  const { page } = await open(t, [root, "--read-only"]);
  await drawn(page);
  assert.equal(await page.getByRole("button", { name: "加一个项目" }).count(), 0);
  await toProject(page);
  await page.locator("[data-at]").first().click();
  await page.locator("#told").getByText("只能看").waitFor();
});

test("all of it by keyboard, and at 200 % of a small screen", async (t) => {
  const root = await department(t);
  const { page } = await open(t, [root], { width: 683, height: 384 });
  await drawn(page);
  await accessible(page, "desk at 200 %");
  await picture(page, "zoom");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px too wide`);
  const entry = page.locator("nav .more").first().locator("xpath=../button[1]");
  await entry.focus();
  await page.keyboard.press("Enter");
  const first = page.locator("[data-at]").first();
  await first.focus();
  await page.keyboard.press("Enter");
  await dialog(page).waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
});

test("84 pages are scrolled without a page that stays blank", async (t) => {
  const root = join(REPOSITORY, "data/examples/云泽市科学技术局");
  const { page } = await open(t, [root, "--read-only"]);
  await drawn(page);
  const count = await page.locator(".page").count();
  assert.ok(count > 80, `${count} pages`);
  for (const number of [count - 1, 20, 60]) {
    await page.evaluate((n) => document.querySelector(`#page${n}`).scrollIntoView(), number);
    await page.waitForSelector(`#page${number} svg`);
  }
});
