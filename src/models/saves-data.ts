/** Whether the browser's data saver is on; only files that were used are cached then. Only Chromium reports it. */
export function savesData(navigator: object): boolean {
  if (!("connection" in navigator)) return false;
  const { connection } = navigator;
  return (
    typeof connection === "object" &&
    connection !== null &&
    "saveData" in connection &&
    connection.saveData === true
  );
}
