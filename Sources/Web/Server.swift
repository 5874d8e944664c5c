// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
import Values
public import Workflows

/// The web server of a practice: pages for people, and the same as an interface for programs.
public struct Server: Sendable {
  private let settings: ServerSettings
  private let dispatcher: Dispatcher
  private let logger: Logger

  /// Gets ready to serve.
  ///
  /// - Throws: ``WorkflowFailure`` where the database or the keys cannot be opened.
  public init(_ settings: ServerSettings, _ logger: Logger) throws(WorkflowFailure) {
    self.settings = settings
    self.logger = logger
    // What is wrong with the place is told now, and not to the first visitor.
    _ = try settings.open(settings.practice)
    dispatcher = try Dispatcher(settings, logger)
  }

  /// Serves until the process is told to end.
  ///
  /// - Parameter started: Is told the port once the server can be reached.
  public func run(_ started: @escaping @Sendable (Int) -> Void) async throws {
    let app = Application(
      router: router(),
      configuration: .init(
        address: .hostname(settings.host, port: settings.port), serverName: nil),
      onServerRunning: { channel in started(channel.localAddress?.port ?? 0) }, logger: logger)
    try await app.runService()
    await dispatcher.pool.end()
  }

  /// Every address of the server, a line of JSON each: verb, path, who may ask, what is noted of it.
  public static func routes(isDemo: Bool) -> [String] {
    RouteTable.standard(isDemo: isDemo).routes.map(\.line)
  }

  /// What knows where each visitor comes from.
  struct Context: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
      coreContext = .init(source: source)
      remoteAddress = source.channel.remoteAddress
    }
  }

  func router() -> Router<Context> {
    let router = Router(context: Context.self)
    for route in dispatcher.routes.routes {
      add(route, "", to: router)
      if route.hasInterface { add(route, "/api/v1", to: router) }
    }
    router.get("/static/:file") { [dispatcher] request, context in
      let name = context.parameters.get("file") ?? ""
      guard let file = PageAssets.shared.file(name) else {
        return dispatcher.words(
          WorkflowFailure("web.unknown-page", .rejected), .notFound, false)
      }
      var response = dispatcher.response(file.bytes, .ok, file.type)
      response.headers[.cacheControl] = "public, max-age=31536000, immutable"
      return response
    }
    router.add(middleware: Unknown(dispatcher: dispatcher))
    return router
  }

  private func add(_ route: Route, _ prefix: String, to router: Router<Context>) {
    let path = prefix + route.path.replacing("{", with: ":").replacing("}", with: "")
    router.on(
      RouterPath(path), method: route.verb == .get ? .get : .post
    ) { [dispatcher] request, context in
      var parameters: [String: String] = [:]
      for name in route.parameters {
        // As in a form, but a plus sign is one.
        let raw = (context.parameters.get(name) ?? "").replacing("+", with: "%2B")
        guard let text = FormParts.decoded(Array(raw.utf8)[...]),
          text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else {
          return dispatcher.words(
            WorkflowFailure("web.unknown-page", .rejected), .notFound, !prefix.isEmpty)
        }
        parameters[name] = text
      }
      return await dispatcher.respond(
        request, route, parameters: parameters,
        visitor: context.remoteAddress?.ipAddress ?? "unknown", isInterface: !prefix.isEmpty)
    }
  }
}

/// Words what is at no address of the table.
private struct Unknown: RouterMiddleware {
  let dispatcher: Dispatcher

  func handle(
    _ request: Request, context: Server.Context,
    next: (Request, Server.Context) async throws -> Response
  ) async throws -> Response {
    do { return try await next(request, context) } catch let error as HTTPError {
      return dispatcher.words(
        WorkflowFailure("web.unknown-page", .rejected), error.status,
        request.uri.path.hasPrefix("/api/"))
    }
  }
}
