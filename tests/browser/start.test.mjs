// The start page: a new text, an import by drop, a bureau's overview.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { REPOSITORY, accessible, button, compose, dialog, drawn, folder, open, picture, run, undoAll } from "./kit.mjs";

test("from nothing: a new text, its name by input method, a project added, files made", async (t) => {
  const { page, home } = await open(t, []);
  await page.locator(".choice").first().waitFor();
  await accessible(page, "start");
  await picture(page, "start");
  await page.locator(".choice").first().click();
  await page.locator("#department").click();
  await compose(page, "青山县档案馆");
  // the example's own year, so that its codes are right
  await page.locator("#year").fill("2026");
  await accessible(page, "new");
  await button(page, "下一步：放在哪里").click();
  await dialog(page).locator(".places button").first().click();
  await button(page, "放在这里").click();
  await drawn(page);
  await page.getByText("青山县档案馆").first().waitFor();
  await button(page, "加一个项目").click();
  await page.locator("#name").click();
  await compose(page, "库房消防改造");
  await button(page, "加上").click();
  await page.getByText("库房消防改造").first().waitFor();
  const errors = page.locator("aside h2");
  assert.match(await errors.innerText(), /\d+ 个错误/);
  // what is left open is refused until it is filled in
  await button(page, "生成上报文件").click();
  await dialog(page).getByText("还有错误").waitFor();
  await button(page, "回去改").click();
  await page.locator("nav .more").last().click();
  await button(page, "删除").click();
  await page.getByText("没有发现问题").waitFor();
  await button(page, "生成上报文件").click();
  await dialog(page).getByText("写好了").waitFor();
  const made = readdirSync(join(home, "Desktop"), { recursive: true }).map(String);
  assert.equal(made.filter((n) => /\.(docx|pdf)$/.test(n)).length, 2, made.join());
});

test("a Word file that is dropped becomes a text, its notes ticked off", async (t) => {
  const root = join(folder(t), "旧");
  assert.equal((await run("init", root)).code, 0);
  const out = join(folder(t), "输出");
  assert.equal((await run("build", root, "-o", out)).code, 0);
  const docx = join(out, readdirSync(out).find((n) => n.endsWith("docx")));
  const { page, home } = await open(t, []);
  await page.locator(".choice").first().waitFor();
  await dropped(page, docx);
  await button(page, "放在这里").click();
  await drawn(page);
  const made = readdirSync(home, { recursive: true }).map(String);
  assert.ok(made.some((n) => n.endsWith("部门.yaml")), made.join());
});

test("a real Word file is imported by drop, worked on and taken back", async (t) => {
  const docx = join(REPOSITORY, "../shared/docx/zhangjiakou-kexie-2025.docx");
  if (!existsSync(docx)) return t.skip(`${docx} is not there`);
  const { page, home } = await open(t, []);
  await page.locator(".choice").first().waitFor();
  await dropped(page, docx);
  await button(page, "放在这里").click();
  await drawn(page);
  if (await dialog(page).count()) await button(page, "知道了").click();
  const yaml = () => readdirSync(home, { recursive: true }).map(String).filter((n) => n.endsWith(".yaml")).sort()
    .map((n) => readFileSync(join(home, n), "utf8"));
  const imported = yaml();
  let deeds = 0;
  const mend = page.getByRole("button", { name: /^(改成|去掉)“/ });
  while (deeds < 12 && (await mend.count())) {
    const before = await mend.count();
    await mend.first().click();
    deeds += 1;
    await page.waitForFunction((n) => [...document.querySelectorAll("aside button")].filter((b) => /^(改成|去掉)“/.test(b.textContent)).length !== n, before);
  }
  assert.ok(deeds > 0, "something can be mended");
  await undoAll(page);
  assert.deepEqual(yaml(), imported);
});

async function dropped(page, path) {
  const bytes = [...readFileSync(path)];
  const name = path.split("/").at(-1);
  const data = await page.evaluateHandle(([bytes, name]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name));
    return data;
  }, [bytes, name]);
  await page.dispatchEvent("#app", "drop", { dataTransfer: data });
}

test("a file that the program was started with is brought in", async (t) => {
  const root = join(folder(t), "旧");
  await run("init", root);
  const out = join(folder(t), "输出");
  await run("build", root, "-o", out);
  const docx = join(out, readdirSync(out).find((n) => n.endsWith("docx")));
  const { page } = await open(t, [docx]);
  await dialog(page).getByText("导入到哪个文件夹里").waitFor();
  await button(page, "放在这里").click();
  await drawn(page);
});

test("a bureau sees its departments and sends one back with an opinion", async (t) => {
  const root = join(folder(t), "全市");
  mkdirSync(root);
  for (const name of ["甲局", "乙局"]) assert.equal((await run("init", join(root, name))).code, 0);
  const project = join(root, "乙局/项目", readdirSync(join(root, "乙局/项目"))[0]);
  writeFileSync(project, readFileSync(project, "utf8").replace(/预算数: */, "预算数: 9"));
  const { page } = await open(t, [root]);
  await page.locator("tbody tr").nth(1).waitFor();
  await accessible(page, "bureau");
  await picture(page, "bureau");
  const [got] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /退回意见/ }).first().click()]);
  assert.ok(got.suggestedFilename().endsWith("退回修改意见.docx"));
  const bytes = readFileSync(await got.path());
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  await page.locator("tbody th button").first().click();
  await drawn(page);
});

test("a department of 1,000 projects can be used", { skip: process.env.LARGE ? false : "LARGE=1" }, async (t) => {
  const root = join(folder(t), "大");
  cpSync(join(REPOSITORY, "data/examples/云泽市科学技术局"), root, { recursive: true });
  const [file] = readdirSync(join(root, "项目"));
  const text = readFileSync(join(root, "项目", file), "utf8");
  for (let i = 100; i < 1055; i++) {
    writeFileSync(join(root, "项目", `${i}-副本.yaml`), text.replace(/^项目名称: .*$/m, `项目名称: 副本${i}`));
  }
  const { page } = await open(t, [root]);
  await drawn(page);
});
