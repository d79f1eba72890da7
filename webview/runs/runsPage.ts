import type { PictureMessage } from "../../src/protocol/picture.ts";
import type { AnalysisMessage, CurvesMessage, RowsMessage, ViewsMessage } from "../../src/protocol/runsPage.ts";
import { filterNames } from "../../src/sweep/view/filterNames.ts";
import { layTable, type TableLayout } from "../../src/sweep/view/layTable.ts";
import { unpackRows } from "../../src/sweep/rows/packedRows.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { surveyRows } from "../../src/sweep/view/surveyRows.ts";
import { withOneBelow, type TableView } from "../../src/sweep/view/tableView.ts";
import { AnalysisPane, type AnalysisParts } from "../analysis/analysisPane.ts";
import { PageTabs } from "./pageTabs.ts";
import { RelationsPane } from "../relations/relationsPane.ts";
import { element } from "../ui/element.ts";
import { t } from "../ui/text.ts";
import { CurvesPane, type CurvesParts } from "../curves/curvesPane.ts";
import { onThemeChange } from "../ui/readTheme.ts";
import { columnTitle } from "./grid/columnTitles.ts";
import { CellViews } from "./grid/cellView.ts";
import { ColumnWidths } from "./grid/columnWidths.ts";
import { EmptyTable } from "./emptyTable.ts";
import { FilterBox } from "./filterBox.ts";
import { Menu } from "../ui/menu.ts";
import { RunsHead } from "./runsHead.ts";
import { TickedRuns } from "./tickedRuns.ts";
import { editCell } from "./judgeMenu.ts";
import { RunsGrid, type GridActions } from "./grid/runsGrid.ts";
import type { RunsHost } from "./runsHost.ts";
import { columnMenu, moveNextTo, rowMenu, toggled, verdictMenu, type MenuContext } from "./tableMenus.ts";
import { TextPrompt } from "./textPrompt.ts";
import { afterSortClick, withSort } from "../../src/sweep/view/sortChanges.ts";
import { ViewsMenu } from "./viewsMenu.ts";
import { Toolbar } from "./toolbar.ts";

/** The moment at which rows were first drawn. */
const firstRows = "slopewise.firstRows";

/** The page of the table of runs: what the host says and what the person chose become one layout, which is shown. */
export class RunsPage {
  readonly #root: HTMLElement;
  readonly #host: RunsHost;
  readonly #rows = new Map<string, RunRow>();
  readonly #ticked: TickedRuns;
  readonly #menu = new Menu();
  readonly #prompt = new TextPrompt();
  readonly #widths = new ColumnWidths();
  readonly #empty = new EmptyTable((changes) => this.#change(changes));
  readonly #context: MenuContext;
  readonly #filter: FilterBox;
  readonly #toolbar: Toolbar;
  readonly #views: ViewsMenu;
  readonly #relations: RelationsPane;
  readonly #analysis: AnalysisPane;
  readonly #tabs = new PageTabs((tab) => this.#change({ tab }));
  readonly #head = new RunsHead(this.#tabs.root);
  readonly #grid: RunsGrid;
  readonly #curves: CurvesPane;
  #view: TableView;
  #survey = surveyRows([]);
  #layout: TableLayout;
  #searched = false;
  #hasCurves = true;
  #shownWidths: ReadonlyMap<string, number> = new Map();

  constructor(root: HTMLElement, host: RunsHost, view: TableView) {
    this.#root = root;
    this.#host = host;
    this.#view = view;
    this.#ticked = new TickedRuns(host.keptTicks, (logs) => host.keepTicks(logs));
    this.#layout = layTable(this.#survey, this.#view);
    this.#context = this.#menuContext();
    this.#grid = new RunsGrid(this.#gridActions());
    this.#curves = new CurvesPane(this.#curvesParts());
    onThemeChange(() => this.#show());
    this.#filter = new FilterBox(this.#view.filter, {
      filter: (text) => this.#change({ filter: text }),
      names: () => filterNames(this.#layout.columns),
      leave: () => this.#grid.root.focus(),
    });
    this.#views = new ViewsMenu({
      view: () => this.#view,
      change: (view) => this.#change(view),
      ask: (question) => this.#prompt.ask({ anchor: this.#toolbar.views, focusAfter: this.#toolbar.views }, question),
      send: (message) => host.send(message),
    });
    this.#toolbar = new Toolbar({
      context: this.#context,
      menu: this.#menu,
      ticked: () => this.#context.ticked(),
      views: () => this.#views.entries(),
    });
    this.#relations = new RelationsPane({
      titleOf: columnTitle,
      view: () => this.#view,
      change: (changes) => this.#change(changes),
      open: (log) => host.send({ type: "open", log }),
    });
    this.#analysis = new AnalysisPane(this.#analysisParts());
    root.append(
      this.#head.root,
      element("div", { class: "tools", children: [this.#filter.root, this.#toolbar.root, this.#relations.button] }),
      this.#empty.root,
      this.#grid.root,
      this.#curves.root,
      this.#relations.root,
      this.#analysis.root,
    );
    this.#show();
  }

  /** Shows what the extension sent. The first rows are marked for measurements. */
  receive({ rows: single, packed, removed, whole, missing, searched, hasCurves }: RowsMessage): void {
    const rows = [...(packed === null ? [] : unpackRows(packed)), ...single];
    if (whole) {
      this.#head.showMissing(missing);
      this.#rows.clear();
    }
    removed.forEach((log) => this.#rows.delete(log));
    rows.forEach((row) => this.#rows.set(row.log, row));
    this.#ticked.forget(removed);
    this.#survey = surveyRows([...this.#rows.values()]);
    this.#searched = searched;
    this.#hasCurves = hasCurves;
    this.#show();
    this.#curves.changed(rows);
    if (this.#rows.size > 0 && performance.getEntriesByName(firstRows).length === 0) {
      performance.mark(firstRows);
    }
  }

  /** Ticks these runs and no others, and draws them. */
  drawOnly(logs: readonly string[]): void {
    this.#ticked.tickOnly(logs);
    this.#change({ filter: "", tab: "table", curves: { ...this.#view.curves, isShown: true } });
  }

  /** Asks for a report of the ticked runs, or of all that are shown. */
  exportReport(): void {
    this.#host.send({ type: "export", logs: this.#drawn().map(({ log }) => log) });
  }

  receiveAnalysis(message: AnalysisMessage): void {
    this.#analysis.take(message);
  }

  receiveViews(message: ViewsMessage): void {
    this.#views.take(message);
  }

  receivePicture(message: PictureMessage): void {
    this.#curves.takePicture(message);
  }

  receiveCurves(message: CurvesMessage): void {
    this.#curves.take(message);
  }

  #curvesParts(): CurvesParts {
    const host = this.#host;
    return {
      menu: this.#menu,
      ask: (ask, logs, what) => host.send({ type: "curves", ask, logs, what }),
      titleOf: columnTitle,
      layout: () => this.#layout,
      view: () => this.#view,
      change: (curves) => this.#change({ curves }),
      open: (log) => host.send({ type: "open", log }),
      point: (key) => this.#grid.point(key),
      picture: (ask, chart) => host.send({ type: "picture", ask, chart }),
      save: (file) => host.send({ type: "save", ...file }),
    };
  }

  #analysisParts(): AnalysisParts {
    const host = this.#host;
    return {
      ask: (ask, logs) => host.send({ type: "analyze", ask, logs, view: this.#view.analysis }),
      view: () => this.#view.analysis,
      change: (analysis) => this.#change({ analysis }),
      save: (name, svg) => host.send({ type: "save", kind: "svg", name, content: svg }),
      open: (log) => host.send({ type: "open", log }),
      draw: (logs) => this.drawOnly(logs),
      exportReport: () => this.exportReport(),
    };
  }

  #gridActions(): GridActions {
    return {
      open: (log) => this.#host.send({ type: "open", log }),
      tick: (logs, on) => this.#tick(logs, on),
      tickAll: () => this.#tickAll(),
      toggle: (key) => this.#change({ closed: toggled(this.#view.closed, key) }),
      sort: (id, add) => {
        const better = this.#layout.columns.find((column) => column.id === id)?.better ?? null;
        this.#change({ sort: afterSortClick(this.#view.sort, { id, better, add }) });
      },
      resize: (id, width) => this.#change({ widths: { ...this.#view.widths, [id]: width } }),
      moveBefore: (id, other) => moveNextTo(this.#context, id, { other, before: true }),
      columnMenu: (id, anchor) => this.#openMenu(anchor, t("Column menu"), () => columnMenu(this.#context, id)),
      edit: (row, column, anchor) => this.#edit(row, column, anchor),
      rowMenu: (line, anchor) => this.#openMenu(anchor, t("Run menu"), () => rowMenu(this.#context, line)),
      point: (key) => this.#curves.highlight(key),
    };
  }

  #menuContext(): MenuContext {
    return {
      view: () => this.#view,
      layout: () => this.#layout,
      widthOf: (id) => this.#shownWidths.get(id) ?? 0,
      change: (view) => this.#change(view),
      sort: (column, descending, add) => this.#change({ sort: withSort(this.#view.sort, { column, descending }, add) }),
      open: (log) => this.#host.send({ type: "open", log }),
      openLog: (log) => this.#host.send({ type: "openLog", log }),
      tick: (logs, on) => this.#tick(logs, on),
      isTicked: (log) => this.#ticked.has(log),
      ticked: () => [...this.#ticked.logs].filter((log) => this.#rows.has(log)),
      judge: (logs, change) => this.#host.send({ type: "judge", logs, change }),
      ask: (question) => this.#prompt.ask({ anchor: this.#grid.activeCell, focusAfter: this.#grid.root }, question),
    };
  }

  /** A note and tags are written where they stand; anywhere else a verdict is what a person gives. */
  #edit(row: RunRow, column: string, anchor: HTMLElement): void {
    if (!editCell(this.#context, row, column)) {
      this.#openMenu(anchor, t("Verdict"), () => verdictMenu(this.#context, row));
    }
  }

  #openMenu(anchor: HTMLElement, label: string, entries: Parameters<Menu["open"]>[1]): void {
    this.#menu.open({ anchor, focusAfter: this.#grid.root, label }, entries);
  }

  #change(changes: Partial<TableView>): void {
    this.#view = withOneBelow(this.#view, { ...this.#view, ...changes });
    this.#host.keepView(this.#view);
    this.#show();
  }

  #tick(logs: readonly string[], on: boolean): void {
    this.#ticked.tick(logs, on);
    this.#show();
  }

  /** Ticks all runs that are shown; if they are ticked already, none. */
  #tickAll(): void {
    this.#ticked.toggleAll(this.#layout.shown.map(({ log }) => log));
    this.#show();
  }

  #show(): void {
    const { rows } = this.#survey;
    this.#layout = layTable(this.#survey, this.#view);
    const { visible, lines, problem } = this.#layout;
    const views = new CellViews(this.#layout);
    const widths = this.#widths.of(visible, lines, { views, given: this.#view.widths });
    this.#shownWidths = new Map(visible.map(({ id }, i) => [id, widths[i] ?? 0]));
    this.#filter.showText(this.#view.filter);
    this.#filter.showProblem(problem);
    this.#head.show(rows, this.#layout);
    this.#tabs.show(this.#view.tab);
    this.#root.dataset["tab"] = this.#view.tab;
    this.#toolbar.show(this.#hasCurves);
    this.#grid.root.hidden = lines.length === 0;
    const empty = { survey: this.#survey, view: this.#view, searched: this.#searched };
    this.#empty.show(lines.length > 0 ? null : empty);
    this.#grid.show({
      ...{ lines, widths, sort: this.#view.sort },
      look: {
        ...{ columns: visible, views, isGrouped: this.#view.groupBy.length > 0, baseline: this.#view.baseline },
        isTicked: (log) => this.#ticked.has(log),
        isPinned: (log) => this.#view.pinned.includes(log),
      },
    });
    this.#showBelow();
  }

  /** What is drawn of the ticked runs, or of all that are shown: next to the table, or in its place. */
  #showBelow(): void {
    const drawn = this.#drawn();
    const isTable = this.#view.tab === "table";
    if (isTable) {
      this.#curves.show(this.#hasCurves ? drawn : []);
      this.#relations.show({ survey: this.#survey, layout: this.#layout, ticked: new Set(this.#context.ticked()) });
    }
    this.#analysis.show(drawn, !isTable);
  }

  /** The ticked runs among those that are shown, or all of these where none is. */
  #drawn(): readonly RunRow[] {
    return this.#ticked.orAll(this.#layout.shown);
  }
}
