import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const noVscode = { name: "vscode", message: "Only src/editor and src/extension.ts know the editor." };
const noNode = { group: ["node:*"], message: "Pure code: numbers and text in, numbers and text out." };

const spreadArguments = ["max", "min", "push"].map((name) => ({
  selector: `CallExpression[callee.property.name="${name}"] > SpreadElement:not([argument.type="ConditionalExpression"])`,
  message:
    "A hundred thousand arguments end the program: greatest, least and addAll of src/extremes.ts take any number.",
}));

/** Node's own reader of text ends the process where the file cannot be closed (node_file.cc, ReadFileUtf8). */
const textSync = {
  selector: 'CallExpression[callee.name="readFileSync"][arguments.length=2]',
  message: "A failure to close would end the process: readFileSync(path).toString() throws.",
};

/** Words that are shown as they are written in code, in English alone: a literal, or the fixed parts of a template. */
const words = ":matches(Literal[value=/[a-z]{2,}/i], TemplateLiteral:has(> TemplateElement[value.raw=/[a-z]{3,}/i]))";
/** A title or text in capitals, such as AICc or EWMA, is the same in every language. */
const title =
  ":matches(Literal[value=/^[A-Z][a-z]{2,}/], TemplateLiteral:has(> TemplateElement[value.raw=/[a-z]{3,} /]))";
const untranslated = [
  `CallExpression[callee.property.name=/^show(Error|Warning|Information)Message$/] > ${words}`,
  `NewExpression[callee.name="UserError"] > ${words}`,
  `Property[key.name=/^(placeHolder|prompt|tooltip|detail)$/] > ${words}.value`,
  `Property[key.value="aria-label"] > ${words}.value`,
  `Property[key.name=/^(title|label|text)$/] > ${title}.value`,
].map((selector) => ({
  selector,
  message: "What people read goes through t() of src/l10n.ts, so that it has its German.",
}));

export default defineConfig(
  // The kernel is AssemblyScript, whose compiler checks it.
  globalIgnores(["dist", "out", "lib", ".vscode-test", "coverage", "src/log/kernel"]),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [
        createTypeScriptImportResolver({
          project: ["tsconfig.json", "webview/tsconfig.json"],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "import-x/no-default-export": "error",
      "no-restricted-imports": ["error", { paths: [noVscode] }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/prefer-for-of": "off",
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "max-params": ["error", 4],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: "error",
      curly: "error",
    },
  },
  { files: ["src/**", "webview/**"], rules: { "no-restricted-syntax": ["error", ...spreadArguments, textSync] } },
  {
    files: [
      "src/numerics/**",
      "src/contract/**",
      "src/review/**",
      "src/protocol/**",
      "src/l10n.ts",
      "src/printable.ts",
      "src/nameOrder.ts",
      "src/extremes.ts",
      "webview/**",
    ],
    rules: { "no-restricted-imports": ["error", { paths: [noVscode], patterns: [noNode] }] },
  },
  {
    files: ["src/editor/**", "src/extension.ts", "test/vscode/**", "test/bench/inside/**"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: ["src/editor/**", "src/extension.ts", "webview/**"],
    rules: { "no-restricted-syntax": ["error", ...spreadArguments, textSync, ...untranslated] },
  },
  { files: ["**/*.mjs"], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ["*.config.mjs", "scripts/layers.mjs", "test/vitest.config.ts", "src/contract/logging/pythonText.d.ts"],
    rules: { "import-x/no-default-export": "off" },
  },
  { files: ["test/**"], rules: { "max-lines-per-function": "off" } },
);
