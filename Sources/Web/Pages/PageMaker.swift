// SPDX-License-Identifier: Apache-2.0

import Access
import HTTPTypes
import Hummingbird
import Values
import Workflows

/// Makes what goes out of what came of a request: a page, a way to the next page, a document, a file.
struct PageMaker {
  private let dispatcher: Dispatcher
  private let route: Route
  private let asked: Asked
  private let call: Call

  /// Gets ready for a request.
  init(_ dispatcher: Dispatcher, _ route: Route, _ asked: Asked, _ call: Call) {
    (self.dispatcher, self.route, self.asked, self.call) = (dispatcher, route, asked, call)
  }

  /// The answer to a request that was done.
  func response(_ answer: Answer) throws(WorkflowFailure) -> Response {
    switch answer {
    case .answer(let json):
      if asked.isInterface { return dispatcher.json(json) }
      if let page = route.page { return show(page, json) }
      return go(to: filled(route.next ?? "/", json), says: route)
    case .signedIn(let signedIn):
      let to =
        switch signedIn.next {
        case .code: "/code"
        case .password: "/password"
        case nil: landing
        }
      var response = go(to: to, says: nil)
      response.headers[.setCookie] = cookie(signedIn.secret)
      return response
    case .renewed(let secret, let json):
      var response: Response
      if let page = route.page {
        response = show(page, json, key: try call.practice.users.coming(secret)?.formKey)
      } else {
        response = go(to: filled(route.next ?? "/", json), says: route)
      }
      response.headers[.setCookie] = cookie(secret)
      return response
    case .signedOut:
      var response = go(to: "/login", says: route)
      response.headers[.setCookie] = cookie("", age: 0)
      if let clear = HTTPField.Name("Clear-Site-Data") {
        response.headers[clear] = "\"cache\", \"storage\""
      }
      return response
    case .file(let bytes, let type, let name):
      var response = dispatcher.response(bytes, .ok, type)
      let place = type == "application/pdf" ? "inline" : "attachment"
      response.headers[.contentDisposition] = "\(place); filename=\"\(name)\""
      return response
    }
  }

  /// A refusal: on the page with the form, with what was typed, so that nothing has to be typed again.
  func refusal(_ failure: WorkflowFailure) throws(WorkflowFailure) -> Response {
    guard !asked.isInterface else { return dispatcher.problem(failure, failure.status) }
    guard route.verb == .post, let path = route.form ?? route.next,
      let form = dispatcher.routes.page(path.split(separator: "?").first.map(String.init) ?? path),
      let page = form.page
    else { return try message(failure, failure.status) }
    let asking = Call(
      practice: call.practice, coming: call.coming, secret: call.secret,
      parameters: call.parameters, members: [:], files: [:], folder: call.folder)
    guard case .answer(let json) = try form.work(asking) else {
      return try message(failure, failure.status)
    }
    return show(page, json, failure.status, failure.findings)
  }

  /// A page that says why something was not done.
  func message(
    _ failure: WorkflowFailure, _ status: HTTPResponse.Status
  ) throws(WorkflowFailure) -> Response {
    show("message", .object([]), status, failure.findings)
  }

  private func show(
    _ page: String, _ json: JSON, _ status: HTTPResponse.Status = .ok, _ findings: [Finding] = [],
    key: String? = nil
  ) -> Response {
    var values = PageValue.members(json)
    values["page"] = chrome(status, findings, key: key)
    if !findings.isEmpty { values["findings"] = findings.map { PageText.finding($0) } }
    return dispatcher.html(dispatcher.pages.render(page, values), status)
  }

  /// What stands around every page.
  private func chrome(
    _ status: HTTPResponse.Status, _ findings: [Finding], key: String?
  ) -> [String: Any] {
    let permissions = Permissions.standard
    var values: [String: Any] = [
      "title": PageText.title(status), "demo": dispatcher.settings.isDemo,
      "address": asked.address, "styles": PageAssets.shared.styles,
      "script": PageAssets.shared.script, "refused": !findings.isEmpty,
    ]
    var typed = asked.members
    // A password never comes back.
    for name in ["password", "old", "new", "code", "form_key"] { typed[name] = nil }
    values["typed"] = typed
    if let done = asked.members["done"], let words = dispatcher.routes.doneWords(done) {
      values["notice"] = words
    }
    guard let coming = call.coming else { return values }
    let here = route.path.split(separator: "/").first.map(String.init) ?? ""
    let may = Set(permissions.actions(of: coming.roles).map(\.name))
    values["user"] = coming.name
    values["login"] = coming.login
    values["practice"] = coming.practice.description
    values["key"] = key ?? coming.formKey
    values["emergency"] = coming.emergency.isEmpty ? nil : coming.emergency
    values["done"] = coming.next == nil
    values["may"] = Dictionary(
      uniqueKeysWithValues: may.map {
        ($0.replacing(".", with: "_").replacing("-", with: "_"), true)
      })
    let isListed = Navigation.desks.contains { $0.links.contains { $0.path == route.path } }
    values["nav"] = Navigation.desks.compactMap { desk -> [String: Any]? in
      let links = desk.links.filter { may.contains($0.action) }
      guard !links.isEmpty else { return nil }
      return [
        "name": desk.name,
        "links": links.map { link -> [String: Any] in
          let isHere =
            link.path == route.path
            || !isListed && link.path.split(separator: "/").first.map(String.init) == here
          return ["name": link.name, "path": link.path, "key": link.key, "here": isHere]
        },
      ]
    }
    return values
  }

  /// Where somebody who has just come in goes: where they wanted to, else to their own desk.
  private var landing: String {
    guard let then = asked.members["then"], then.hasPrefix("/"), !then.hasPrefix("//"),
      !then.hasPrefix("/\\"), then.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
    else { return "/" }
    return then
  }

  private func go(to page: String, says route: Route?) -> Response {
    var address = page
    if let route, dispatcher.routes.doneWords(route.id) != nil {
      address += (page.contains("?") ? "&" : "?") + "done=\(route.id)"
    }
    var response = Response(status: .seeOther, headers: [.location: address])
    dispatcher.secure(&response)
    return response
  }

  /// An address with the parts in braces filled from the address that was asked, or from the answer.
  private func filled(_ path: String, _ json: JSON) -> String {
    var parts: [String] = []
    for part in path.split(separator: "{", omittingEmptySubsequences: false) {
      guard let end = part.firstIndex(of: "}") else {
        parts.append(String(part))
        continue
      }
      let name = String(part[..<end])
      let found = asked.parameters[name] ?? json[name]?.string ?? json[name]?.digits ?? ""
      parts.append(PageText.encoded(found) + part[part.index(after: end)...])
    }
    return parts.joined()
  }

  private func cookie(_ secret: String, age: Int? = nil) -> String {
    let settings = dispatcher.settings
    let value = secret.isEmpty ? "" : "\(asked.practice).\(secret)"
    return "\(settings.cookieName)=\(value); Path=/; HttpOnly; SameSite=Lax"
      + (settings.isSecure ? "; Secure" : "") + (age.map { "; Max-Age=\($0)" } ?? "")
  }
}
