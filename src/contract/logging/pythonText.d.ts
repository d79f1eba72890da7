/** A Python file as its text: `import text from "./file.py" with { type: "text" }`. */
declare module "*.py" {
  const text: string;
  export default text;
}
