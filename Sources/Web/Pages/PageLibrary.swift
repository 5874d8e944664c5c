// SPDX-License-Identifier: Apache-2.0

import Mustache
import Values
import Workflows

/// The templates of the pages, from `Data/web/`.
struct PageLibrary: Sendable {
  private let library: MustacheLibrary

  /// Reads the templates that are part of the program.
  ///
  /// - Throws: ``WorkflowFailure`` where one is malformed: a fault of the program.
  init() throws(WorkflowFailure) {
    var templates: [String: MustacheTemplate] = [:]
    for file in WebFiles.files(ending: ".mustache") {
      let name = String(file.name.dropLast(".mustache".count))
      do {
        templates[name] = try MustacheTemplate(string: String(decoding: file.bytes, as: UTF8.self))
      } catch {
        throw WorkflowFailure("program.unexpected", .machine, ("error", "\(file.name): \(error)"))
      }
    }
    library = MustacheLibrary(templates: templates)
  }

  /// A page.
  func render(_ name: String, _ values: [String: Any]) -> String {
    library.render(values, withTemplate: name) ?? ""
  }

  /// Whether there is a template.
  func has(_ name: String) -> Bool { library.getTemplate(named: name) != nil }
}
