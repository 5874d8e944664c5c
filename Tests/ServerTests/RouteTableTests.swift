// SPDX-License-Identifier: Apache-2.0

import Access
import Testing
import Values
import Workflows

@testable import Web

@Suite struct RouteTableTests {
  private let routes = RouteTable.standard(isDemo: true).routes

  /// What anybody may ask, and what everybody who has come in may: nothing of a patient is in it.
  private static let open: Set<String> = [
    "GET /", "GET /account", "GET /code", "GET /health", "GET /login", "GET /openapi.json",
    "GET /password", "GET /styleguide", "POST /account/codes", "POST /code", "POST /emergency",
    "POST /login", "POST /logout", "POST /password",
  ]

  @Test("Every route has a permission of the table, and what has none is listed here")
  func permissions() {
    for route in routes {
      let name = "\(route.verb.rawValue) \(route.path)"
      switch route.need {
      case .action(let action):
        #expect(Permissions.standard[action] != nil, "\(name): \(action)")
        #expect(!route.subject.kind.isEmpty, "\(name): what the audit log says it is about")
      case .anybody, .session: #expect(Self.open.contains(name), "\(name) needs a permission")
      }
    }
  }

  @Test("Every page is there, every way leads to one, and every link of the menu does")
  func pages() throws {
    let library = try PageLibrary()
    let pages = Set(routes.filter { $0.verb == .get && $0.page != nil }.map(\.path))
    for route in routes {
      if let page = route.page { #expect(library.has(page), "\(route.path): \(page)") }
      for way in [route.next, route.form].compactMap(\.self) where route.page == nil {
        #expect(pages.contains(way) || Self.leads(way, to: pages), "\(route.path): \(way)")
      }
    }
    var keys: Set<String> = []
    for link in Navigation.desks.flatMap(\.links) {
      #expect(pages.contains(link.path), "\(link.path)")
      #expect(keys.insert(link.key).inserted, "the key \(link.key) goes to two pages")
      let route = routes.first { $0.verb == .get && $0.path == link.path }
      #expect(route?.need == .action(link.action), "\(link.path) is shown to those who may open it")
    }
  }

  /// Whether an address with other names in braces is a page.
  private static func leads(_ way: String, to pages: Set<String>) -> Bool {
    func shape(_ path: String) -> [String] {
      path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }
    }
    return pages.contains { shape($0) == shape(way) }
  }

  @Test("No name and no date of birth is asked for in an address")
  func addresses() {
    let personal: Set = ["family", "given", "birth_date", "member", "telephone", "name", "note"]
    for route in routes where route.verb == .get {
      #expect(
        personal.isDisjoint(with: route.fields.map(\.name) + route.parameters), "\(route.path)")
    }
  }

  @Test("The description of the interface has every route of it, and no other")
  func description() {
    let document = InterfaceDescription.document()
    let described = (document["paths"]?.members ?? []).flatMap { path in
      path.value.members.map { "\($0.name.uppercased()) \(path.name)" }
    }
    let expected = RouteTable.standard().routes.filter(\.hasInterface).map {
      "\($0.verb.rawValue) /api/v1\($0.path)"
    }
    #expect(described.sorted() == expected.sorted())
    #expect(document["openapi"]?.string == "3.1.0")
  }
}
