// SPDX-License-Identifier: Apache-2.0

import Access
import Testing
import Workflows

@Suite struct PermissionsTests {
  private let table = Permissions.standard

  @Test("Every role may do something, and every action is somebody's")
  func whole() {
    for role in Role.allCases { #expect(!table.actions(of: [role]).isEmpty, "\(role)") }
    for action in table.actions {
      #expect(!table.roles(of: action).isEmpty && !table.words(action).isEmpty, "\(action)")
      #expect(table[action.name] == action)
    }
    #expect(table["claims.dance"] == nil)
    #expect(table.actions(of: []).isEmpty, "what is not said is not allowed")
  }

  @Test("No role alone holds duties that exclude each other", arguments: Role.allCases)
  func apart(_ role: Role) {
    #expect(table.conflicts(in: [role]).isEmpty)
  }

  @Test(
    "Roles that exclude each other",
    arguments: [
      ([Role.coder, .auditor], 1), ([.biller, .manager], 1), ([.coder, .biller], 0),
      ([.administrator, .compliance], 1), ([.administrator, .biller], 1),
    ])
  func together(_ roles: [Role], _ count: Int) {
    #expect(table.conflicts(in: Set(roles)).count == count)
  }

  @Test("An administrator and a learner read no patient's data")
  func few() {
    for role in [Role.administrator, .learner, .manager] {
      for name in ["patients.read", "charts.read", "statements.read"] {
        #expect(table[name].map { table.may([role], $0) } == false, "\(role) \(name)")
      }
    }
  }

  @Test(
    "Malformed tables are refused",
    arguments: [
      ("a.b\tcoder", ""), ("a.b\tnobody\tx", ""), ("a.b\tcoder\tx\na.b\tcoder\tx", ""),
      ("a.b\tcoder\tx", "a.b\ta.c\twhy"), ("a.b\t\tx", ""),
    ])
  func malformed(_ permissions: String, _ conflicts: String) {
    #expect(Permissions(parsing: permissions, conflicts: conflicts) == nil)
  }
}
