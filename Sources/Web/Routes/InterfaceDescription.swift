// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

/// The interface for programs, described: made of the routes themselves, so that it cannot tell of others.
///
/// Source: OpenAPI 3.1.0.
enum InterfaceDescription {
  /// The description.
  static func document() -> JSON {
    let routes = RouteTable.standard().routes.filter(\.hasInterface)
    var paths: [JSON.Member] = []
    for path in routes.map(\.path).uniqued() {
      let own = routes.filter { $0.path == path }
      paths.append(
        .init(
          "/api/v1\(path)", .object(own.map { .init($0.verb.rawValue.lowercased(), operation($0)) })
        ))
    }
    let problem = JSON.members(
      ("description", .string("Why it was not done, as application/problem+json.")),
      ("content", .members(("application/problem+json", .members(("schema", .object([]))))))
    )
    return .members(
      ("openapi", .string("3.1.0")),
      ("info", .members(("title", .string("Cleanclaim")), ("version", .string("v1")))),
      ("paths", .object(paths)),
      (
        "components",
        .members(
          ("responses", .members(("Problem", problem))),
          (
            "securitySchemes",
            .members(
              (
                "session",
                .members(
                  ("type", .string("apiKey")), ("in", .string("cookie")),
                  ("name", .string("session")))
              ))
          ))
      ))
  }

  private static func operation(_ route: Route) -> JSON {
    var parameters = route.parameters.map { name in
      parameter(name, "path", "", isRequired: true)
    }
    if route.verb == .get {
      parameters += route.fields.map {
        parameter($0.name, "query", $0.words, isRequired: $0.isRequired)
      }
    }
    let members = route.fields.map {
      JSON.Member(
        $0.name, .members(("type", .string("string")), ("description", .string($0.words))))
    }
    let required = route.fields.filter(\.isRequired).map { JSON.string($0.name) }
    let body = JSON.members(
      (
        "content",
        .members(
          (
            "application/json",
            .members(
              (
                "schema",
                .members(
                  ("type", .string("object")), ("properties", .object(members)),
                  ("required", required.isEmpty ? nil : .array(required)))
              ))
          ))
      ))
    let isOpen = route.need == .anybody
    return .members(
      ("operationId", .string(route.id)), ("summary", .string(route.summary)),
      ("parameters", parameters.isEmpty ? nil : .array(parameters)),
      ("requestBody", route.verb == .post ? body : nil),
      (
        "responses",
        .members(
          ("200", .members(("description", .string("What the workflow answers.")))),
          ("default", .members(("$ref", .string("#/components/responses/Problem")))))
      ),
      ("security", .array(isOpen ? [] : [.members(("session", .array([])))])),
      ("x-permission", permission(route)))
  }

  private static func permission(_ route: Route) -> JSON? {
    guard case .action(let name) = route.need else { return nil }
    return .string(name)
  }

  private static func parameter(
    _ name: String, _ place: String, _ words: String, isRequired: Bool
  ) -> JSON {
    .members(
      ("name", .string(name)), ("in", .string(place)),
      ("description", words.isEmpty ? nil : .string(words)), ("required", .bool(isRequired)),
      ("schema", .members(("type", .string("string")))))
  }
}

extension Route {
  /// The route as a line of JSON, for whoever looks at all of them.
  var line: String {
    let need =
      switch need {
      case .anybody: "anybody"
      case .session: "session"
      case .action(let name): name
      }
    return JSON.members(
      ("verb", .string(verb.rawValue)), ("path", .string(path)), ("need", .string(need)),
      ("subject", .string(subject.kind)), ("parameters", .array(parameters.map(JSON.string))),
      (
        "fields",
        .array(
          fields.map {
            .members(("name", .string($0.name)), ("required", .bool($0.isRequired)))
          })
      ), ("page", .bool(page != nil)), ("interface", .bool(hasInterface))
    ).line
  }
}

extension [String] {
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
