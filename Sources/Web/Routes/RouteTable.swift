// SPDX-License-Identifier: Apache-2.0

/// Every address of the server, with who may ask it and what is noted of it.
public struct RouteTable: Sendable {
  /// The routes, in the order of the desks.
  public let routes: [Route]
  private let pages: [String: Route]
  private let done: [String: String]

  /// Takes routes.
  ///
  /// - Precondition: No address stands there twice with one verb.
  init(_ routes: [Route]) {
    self.routes = routes
    var (pages, done): ([String: Route], [String: String]) = ([:], [:])
    var known: Set<String> = []
    for route in routes {
      precondition(known.insert(route.id).inserted, "two routes are called \(route.id)")
      if route.verb == .get { pages[route.path] = route }
      done[route.id] = route.done
    }
    (self.pages, self.done) = (pages, done)
  }

  /// The routes of the program.
  public static func standard(isDemo: Bool = false) -> RouteTable {
    RouteTable(
      Route.sessions + Route.charts + Route.queries + Route.codes + Route.claims + Route.batches
        + Route.remittances + Route.exceptions + Route.denials + Route.appeals + Route.writeOffs
        + Route.patients + Route.statements + Route.figures
        + Route.administration + Route.management + Route.descriptions
        + (isDemo ? Route.demonstration : []))
  }

  /// The page at an address of the table.
  func page(_ path: String) -> Route? { pages[path] }

  /// What is said once something is done.
  func doneWords(_ id: String) -> String? { done[id] }
}

extension Route {
  /// Its name: the words of its address, behind the verb.
  public var id: String {
    let words = path.split(separator: "/").map { part in
      part.hasPrefix("{") ? "one" : String(part)
    }
    return ([verb == .get ? "get" : "do"] + words).joined(separator: "-")
  }
}
