/** README.md of every bundle: what it is, for somebody who never heard of Huying. */
export const BUNDLE_README = `# 考评核算包

这里是一座城市 12345 热线“接诉即办”一个考核期的全部计分材料：每一单怎样计入、按什么规则、得出什么分数和名次。任何人都可以据此把每个单位的数字重算一遍，不必相信发布者。

## 怎么核对

装好 Node（20.19 或更新），取得同一页面上的 \`verify.mjs\`，运行：

    node verify.mjs 本文件夹 --key sha256:……

\`--key\` 后面是发布机关公开的密钥指纹，请从别的渠道（公报、网站、电话）取得。不写也能核对数字，只是不能证明是谁签的。全部相符时打印 \`OK\`；不符时指出是哪个文件、哪个单位、哪个数字或哪一单。

## 文件

- \`manifest.json\`：目录，写明每个文件的 SHA-256；\`signature.json\`：对目录的 Ed25519 签名。
- \`lines.jsonl\`：每行是一单对一个承办单位怎样计入。没有姓名、电话、地点、日期、分类和原话；编号只在本期有效，与工单号无关。
- \`sums.jsonl\`：看上去相同的工单太少时，逐单的回访答案不公开，只给合计，以免有人认出是谁。
- \`frame.json\`：计分规则、参加排名的单位；\`previous.jsonl\`：用来比较升降的往期结果。
- \`run.json\`：公布的结果；\`set-aside.jsonl\`：剔除和挂账，按理由，回访之后才申请的单列。
- \`grounds.json\`：剔除、挂账理由；\`calendar.json\`：节假日与调休；\`seals.jsonl\`：历次每日封存及签名。

## 证明了什么，没有证明什么

证明：公布的数字确由这些行按这些规则得出；文件自签名后没有改过；往日的封存首尾相接。没有证明：每一行如实反映了那一单的经过。为此每行带一个 \`link\`，它锁定了该单当时的记录；诉求人或审计人员可要求打开自己那一单的 \`link\`，看记录与这一行是否一致。区间估计（\`intervals\`、\`rankRange\`）由随机抽样得出，不重算。

# Assessment bundle

This is everything behind the scores of one assessment period of a city's 12345 hotline: how each request counted, under which rules, with which figures and ranks. Anyone can compute every unit's numbers again without trusting who published them.

## How to check

Install Node (20.19 or later), take \`verify.mjs\` from the page where you found this folder, and run:

    node verify.mjs THIS-FOLDER --key sha256:…

After \`--key\` comes the fingerprint of the publisher's key; take it from somewhere else (a gazette, a website, a phone call). Without it the numbers are checked all the same, but not who signed them. It prints \`OK\` when everything agrees, else which file, unit, number or request differs.

## Files

- \`manifest.json\`: the table of contents, with the SHA-256 of every file; \`signature.json\`: an Ed25519 signature over it.
- \`lines.jsonl\`: one line per request and answerable unit, saying how it counted. No name, number, place, day, category or words; the ids hold for this period only and have nothing to do with ticket numbers.
- \`sums.jsonl\`: where too few lines look alike, their answers are given as a sum only, so that nobody is recognised.
- \`frame.json\`: the scoring rules and the units; \`previous.jsonl\`: earlier results, for rises and falls.
- \`run.json\`: the published result; \`set-aside.jsonl\`: exclusions and suspensions by ground, those applied for after the callback apart.
- \`grounds.json\`: the grounds of exclusions and suspensions; \`calendar.json\`: holidays and make-up days; \`seals.jsonl\`: every daily seal with its signature.

## What is proved, and what is not

Proved: the published numbers follow from these lines under these rules; no file was changed after it was signed; each daily seal follows the one before. Not proved: that each line tells truly what happened. For that every line carries a \`link\` that fixes the record of its request at that moment: the requester, or an auditor, can ask to have it opened and compare. Intervals (\`intervals\`, \`rankRange\`) come from random draws and are not recomputed.
`
