import { Request } from "../request/Request.tsx";
import { Response } from "../response/Response.tsx";

/** The run as any `/v1/rerank` server would see it. */
export default function RunCode() {
  return (
    <div className="lg:[&_pre]:max-h-none">
      <Request />
      <Response />
    </div>
  );
}
