// SPDX-License-Identifier: Apache-2.0

import Access
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Values
import Workflows

/// Takes a request through the gate, has its work done, notes it in the audit log, and words the answer.
///
/// The answer goes out when its record is safe, and not before.
final class Dispatcher: Sendable {
  let settings: ServerSettings
  let routes: RouteTable
  let pages: PageLibrary
  let pool: PracticePool
  private let audit: AuditWriter
  private let visitors: RateLimit
  private let attempts = RateLimit(most: 20, perSecond: 0.5)
  private let logger: Logger

  /// Gets ready to serve.
  init(_ settings: ServerSettings, _ logger: Logger) throws(WorkflowFailure) {
    self.settings = settings
    self.logger = logger
    routes = .standard(isDemo: settings.isDemo)
    pages = try PageLibrary()
    pool = PracticePool(threads: settings.threads) { name throws(WorkflowFailure) in
      try settings.open(name)
    }
    audit = AuditWriter(pool)
    let rate = Double(settings.requestsPerSecond)
    visitors = RateLimit(most: rate * 4, perSecond: rate)
  }

  /// What has been done for a request, on a thread of the pool.
  private struct Done: Sendable {
    var response: Response
    var record: AuditRecord?
    var practice: String
    /// Which patient the answer concerns.
    var patient = ""
  }

  /// Answers a request.
  func respond(
    _ request: Request, _ route: Route, parameters: [String: String], visitor: String,
    isInterface: Bool
  ) async -> Response {
    let start = NIODeadline.now()
    var response: Response
    do {
      response = try await answer(request, route, parameters, visitor, isInterface)
    } catch let error as Asked.Unreadable {
      response = words(error.failure, error.status, isInterface)
    } catch let error as WorkflowFailure {
      response = words(error, error.status, isInterface)
    } catch {
      logger.error("failed", metadata: ["error": "\(type(of: error))", "route": "\(route.path)"])
      let failure = WorkflowFailure("program.unexpected", .machine, ("error", "server"))
      response = words(failure, .internalServerError, isInterface)
    }
    let time = (NIODeadline.now() - start).nanoseconds / 1000
    // The address of the route, never of the request: no number of a patient is in a log.
    logger.info(
      "request",
      metadata: [
        "verb": "\(route.verb.rawValue)", "route": "\(route.path)",
        "status": "\(response.status.code)", "microseconds": "\(time)",
      ])
    return response
  }

  private func answer(
    _ request: Request, _ route: Route, _ parameters: [String: String], _ visitor: String,
    _ isInterface: Bool
  ) async throws -> Response {
    let isAttempt = route.verb == .post && ["/login", "/code", "/password"].contains(route.path)
    guard visitors.allows(visitor), !isAttempt || attempts.allows(visitor) else {
      throw WorkflowFailure("web.too-often", .rejected)
    }
    var asked = Asked(
      request, route, parameters: parameters, settings: settings, isInterface: isInterface)
    try await checkPractice(&asked)
    if route.verb == .post {
      if Asked.isLarge(request, route), let refused = try await early(route, asked) {
        return refused
      }
      try await asked.readBody(request, route)
    }
    let complete = asked
    let done = try await pool.run(asked.practice) { practice in
      self.work(route, complete, practice)
    }
    if let record = done.record { try await audit.add(record, in: done.practice) }
    return done.response
  }

  /// Forgets a cookie that names a practice of which its session is not: nothing is opened or made for a name.
  private func checkPractice(_ asked: inout Asked) async throws {
    guard asked.practice != settings.practice else { return }
    let (name, secret) = (asked.practice, asked.secret)
    let isOwn = try await pool.run(settings.practice) { practice in
      try practice.users.coming(secret)?.practice.description == name
    }
    if !isOwn { (asked.practice, asked.secret) = (settings.practice, "") }
  }

  /// The refusal of a large body before it is read, where whoever sends it may not.
  private func early(_ route: Route, _ asked: Asked) async throws -> Response? {
    let done = try await pool.run(asked.practice) { practice -> Done? in
      let coming = try practice.users.coming(asked.secret)
      let verdict = Gate.verdict(
        route, coming, key: coming?.formKey, isForeign: asked.isForeign)
      if case .open = verdict { return nil }
      return self.work(route, asked, practice)
    }
    guard let done else { return nil }
    if let record = done.record { try await audit.add(record, in: done.practice) }
    return done.response
  }

  private func work(_ route: Route, _ asked: Asked, _ practice: OpenPractice) -> Done {
    var coming: Coming?
    do throws(WorkflowFailure) {
      if !asked.secret.isEmpty { coming = try practice.users.coming(asked.secret) }
      // A cookie that names another practice than its session opens nothing.
      if let one = coming, one.practice.description != asked.practice { coming = nil }
    } catch {
      return Done(response: words(error, error.status, asked.isInterface), practice: asked.practice)
    }
    let call = Call(
      practice: practice, coming: coming, secret: asked.secret, parameters: asked.parameters,
      members: asked.members, files: asked.files, folder: settings.folder)
    let key = asked.members["form_key"]
    var done: Done
    switch Gate.verdict(route, coming, key: key, isForeign: asked.isForeign) {
    case .open: done = open(route, asked, call)
    case .comeIn: done = refuse(.unauthorized, "users.not-let-in", to: "/login", route, asked, call)
    case .goOn(let step):
      let to = step == .code ? "/code" : "/password"
      done = refuse(.unauthorized, "users.not-let-in", to: to, route, asked, call)
    case .closed: done = refuse(.forbidden, "users.not-allowed", to: nil, route, asked, call)
    case .foreign: done = refuse(.forbidden, "web.foreign-form", to: nil, route, asked, call)
    }
    if case .action(let action) = route.need, coming != nil {
      done.record = record(route, asked, call, action, done)
    }
    return done
  }

  private func open(_ route: Route, _ asked: Asked, _ call: Call) -> Done {
    do throws(WorkflowFailure) {
      let answer = try route.work(call)
      var done = Done(
        response: try PageMaker(self, route, asked, call).response(answer), practice: asked.practice
      )
      if case .answer(let json) = answer { done.patient = json["patient"]?.string ?? "" }
      return done
    } catch {
      let response =
        (try? PageMaker(self, route, asked, call).refusal(error))
        ?? words(error, error.status, asked.isInterface)
      return Done(response: response, practice: asked.practice)
    }
  }

  private func refuse(
    _ status: HTTPResponse.Status, _ rule: String, to page: String?, _ route: Route,
    _ asked: Asked, _ call: Call
  ) -> Done {
    if let page, !asked.isInterface {
      // A page that was asked for is remembered, so that the user gets there.
      let back =
        route.verb == .get && route.path != "/" ? "?then=\(PageText.encoded(asked.address))" : ""
      var response = Response(status: .seeOther, headers: [.location: page + back])
      secure(&response)
      return Done(response: response, practice: asked.practice)
    }
    let failure = WorkflowFailure(
      rule, .rejected, ("action", { if case .action(let name) = route.need { name } else { "" } }())
    )
    let response =
      asked.isInterface
      ? words(failure, status, true)
      : (try? PageMaker(self, route, asked, call).message(failure, status))
        ?? words(failure, status, false)
    return Done(response: response, practice: asked.practice)
  }

  private func record(
    _ route: Route, _ asked: Asked, _ call: Call, _ action: String, _ done: Done
  ) -> AuditRecord {
    let status = done.response.status
    let outcome: AuditRecord.Outcome =
      switch status.code {
      case 401, 403: .denied
      case 500...: .failed
      case 400...: .refused
      default: .done
      }
    let subject = route.subject.parameter.flatMap { asked.parameters[$0] } ?? ""
    let patient = route.subject.kind == "patient" ? subject : done.patient
    return AuditRecord(
      at: call.practice.moment, actor: call.user, session: call.coming?.session ?? "",
      action: action, kind: route.subject.kind, subject: String(subject.prefix(80)),
      patient: String(patient.prefix(80)), outcome: outcome,
      reason: route.verb == .post ? route.path : "")
  }
}
