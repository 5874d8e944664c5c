// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore
import Values
import Workflows

/// What a request carries, read and bounded.
struct Asked: Sendable {
  /// The practice that the session's cookie names.
  var practice: String
  /// The secret of the session; empty for none.
  var secret = ""
  /// The parts of the address in braces.
  var parameters: [String: String] = [:]
  /// The members of the query, of the form or of the document.
  var members: [String: String] = [:]
  /// Files of the form, by the names of their fields.
  var files: [String: [UInt8]] = [:]
  /// Whether another site has sent it.
  var isForeign = false
  /// Whether a program asks.
  var isInterface = false
  /// Where the page is that the user looks at.
  var address = ""

  /// The most bytes of a form or document.
  static let mostBytes = 1 << 20
  /// The most bytes of a form with files.
  static let mostFileBytes = 64 << 20

  /// Why a request cannot be read.
  struct Unreadable: Error {
    let status: HTTPResponse.Status
    let failure: WorkflowFailure
  }

  /// Reads what stands before the body: the address, the cookie, who has sent it.
  init(
    _ request: Request, _ route: Route, parameters: [String: String], settings: ServerSettings,
    isInterface: Bool
  ) {
    self.isInterface = isInterface
    self.parameters = parameters
    practice = settings.practice
    address = request.uri.string
    if let cookie = Self.cookie(request, settings.cookieName) {
      let parts = cookie.split(separator: ".", maxSplits: 1)
      if parts.count == 2, cookie.utf8.count <= Self.mostCookieBytes {
        (practice, secret) = (String(parts[0]), String(parts[1]))
      }
    }
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
      isForeign = site == "cross-site" || site == "same-site"
    }
    guard route.verb == .get else { return }
    for (name, value) in request.uri.queryParameters where members[String(name)] == nil {
      members[String(name)] = String(value)
    }
  }

  private static let mostCookieBytes = 200

  /// Whether a request may bring more than a form of text has: only where the route takes a file.
  static func isLarge(_ request: Request, _ route: Route) -> Bool {
    let type = (request.headers[.contentType] ?? "").lowercased()
    return type.hasPrefix("multipart/form-data") && route.takesFile
  }

  /// Reads the body; what the address says beside a form does not count.
  ///
  /// - Throws: ``Unreadable``.
  mutating func readBody(_ request: Request, _ route: Route) async throws {
    let type = request.headers[.contentType] ?? ""
    let isForm = type.lowercased().hasPrefix("multipart/form-data")
    let most = Self.isLarge(request, route) ? Self.mostFileBytes : Self.mostBytes
    var request = request
    var body: ByteBuffer
    do { body = try await request.collectBody(upTo: most) } catch {
      throw Unreadable(
        status: .contentTooLarge,
        failure: WorkflowFailure("web.too-large", .unusable, ("bytes", "\(most)")))
    }
    let bytes = body.readBytes(length: body.readableBytes) ?? []
    guard try read(bytes, type: type, isForm: isForm) else {
      throw Unreadable(
        status: .unsupportedMediaType, failure: WorkflowFailure("web.unknown-type", .unusable))
    }
  }

  private mutating func read(_ bytes: [UInt8], type: String, isForm: Bool) throws -> Bool {
    let kind = type.lowercased().split(separator: ";").first.map(String.init) ?? ""
    if isForm {
      guard let parts = FormParts(bytes, type: type) else { throw Self.malformed }
      (members, files) = (parts.members, parts.files)
      return true
    }
    switch kind.filter({ $0 != " " }) {
    case "application/x-www-form-urlencoded":
      guard let form = FormParts(encoded: bytes) else { throw Self.malformed }
      members = form.members
    case "application/json":
      guard case .object(let read)? = try? JSON(parsing: bytes) else { throw Self.malformed }
      for member in read {
        switch member.value {
        case .null: break
        case .string(let text): members[member.name] = text
        case .number(let digits): members[member.name] = digits
        case .bool(let value): members[member.name] = value ? "1" : "0"
        case .array, .object: members[member.name] = member.value.line
        }
      }
    case "" where bytes.isEmpty: break
    default: return false
    }
    return true
  }

  private static var malformed: Unreadable {
    Unreadable(status: .badRequest, failure: WorkflowFailure("web.malformed", .usage))
  }

  private static func cookie(_ request: Request, _ name: String) -> String? {
    for header in request.headers[values: .cookie] {
      for part in header.split(separator: ";") {
        let trimmed = part.drop { $0 == " " }
        guard trimmed.hasPrefix("\(name)=") else { continue }
        return String(trimmed.dropFirst(name.count + 1))
      }
    }
    return nil
  }
}
