// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore
import Values
import Workflows

extension Dispatcher {
  /// A refusal where no page can be made: before anybody has come in, or for a program.
  func words(
    _ failure: WorkflowFailure, _ status: HTTPResponse.Status, _ isInterface: Bool
  ) -> Response {
    if isInterface { return problem(failure, status) }
    let page: [String: Any] = [
      "title": PageText.title(status), "demo": settings.isDemo, "refused": true,
      "styles": PageAssets.shared.styles, "script": PageAssets.shared.script,
    ]
    let findings = failure.findings.map { PageText.finding($0) }
    let text = pages.render("message", ["page": page, "findings": findings])
    return html(text, status)
  }

  /// A refusal for a program.
  ///
  /// Source: RFC 9457.
  func problem(_ failure: WorkflowFailure, _ status: HTTPResponse.Status) -> Response {
    let words = FindingWords.standard
    let rule = failure.findings.first?.rule ?? "program.unexpected"
    let body = JSON.members(
      ("type", .string("urn:cleanclaim:\(rule)")), ("title", .string(PageText.title(status))),
      ("status", .int(status.code)),
      ("detail", failure.findings.first.map { .string(words.message($0)) }),
      ("findings", .array(failure.findings.map(words.json))))
    return json(body, status, type: "application/problem+json")
  }

  /// A document as an answer.
  func json(
    _ body: JSON, _ status: HTTPResponse.Status = .ok, type: String = "application/json"
  ) -> Response {
    var bytes: [UInt8] = []
    body.write(into: &bytes)
    bytes.append(10)
    return response(bytes, status, type)
  }

  /// A page as an answer.
  func html(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    response(Array(text.utf8), status, "text/html; charset=utf-8")
  }

  /// Bytes as an answer.
  func response(_ bytes: [UInt8], _ status: HTTPResponse.Status, _ type: String) -> Response {
    var response = Response(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    secure(&response)
    return response
  }

  /// Adds to an answer what tells browsers to keep it to themselves.
  ///
  /// Source: ASVS 5.0, V3.4 and V14.3.
  func secure(_ response: inout Response) {
    var headers = response.headers
    headers[.contentSecurityPolicy] = Self.policy
    headers[.xContentTypeOptions] = "nosniff"
    headers[.cacheControl] = headers[.cacheControl] ?? "no-store"
    for (name, value) in Self.kept { headers[name] = value }
    if settings.isSecure {
      headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains"
    }
    response.headers = headers
  }

  /// What every answer tells browsers beside that.
  private static let kept: [(HTTPField.Name, String)] = [
    ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
  ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

  /// What a page may load: what this server gives, and nothing else.
  static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}
