// SPDX-License-Identifier: Apache-2.0

import Access
import Values
import Workflows

/// What waits, desk by desk, for those who may work on it.
enum HomeView {
  static func answer(_ call: Call) throws(WorkflowFailure) -> JSON {
    guard let coming = call.coming else { return .object([]) }
    let permissions = Permissions.standard
    func may(_ name: String) -> Bool {
      permissions[name].map { permissions.may(coming.roles, $0) } ?? false
    }
    var members: [JSON.Member] = []
    if may("charts.read") {
      members.append(.init("coding", try call.practice.charts.overview(on: nil)))
    }
    if may("claims.read") { members.append(.init("billing", try call.practice.office.overview())) }
    return .object(members)
  }
}
