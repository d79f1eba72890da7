/** The report's own file, for whoever opens it. */
export const reportName = "report.html";
