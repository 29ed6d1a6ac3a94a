/** Whether the person has asked the browser to save data: then only what was used is kept. Chromium alone tells. */
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
