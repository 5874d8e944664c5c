// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Says once for an encounter which sets its services are from that are not installed: those codes were
/// accepted by their form alone.
enum NotInstalledEdit {
  static func judge(_ review: Review, _ findings: inout [Finding]) {
    var licensed = 0
    var services = 0
    if review.codes.licensedServices != nil, review.codes.services != nil { return }
    for case let code? in review.held.services {
      if CPTForm(code) != nil {
        licensed += 1
      } else if ServiceLineEdit.isHCPCS(code) {
        services += 1
      }
    }
    if licensed > 0, review.codes.licensedServices == nil {
      findings.append(finding(.cpt, codes: licensed))
    }
    if services > 0, review.codes.services == nil {
      findings.append(finding(.hcpcs, codes: services))
    }
  }

  private static func finding(_ set: CodeSetID, codes: Int) -> Finding {
    Finding(
      "code.set-not-installed", .informs, at: .claim,
      facts: [Finding.Fact("set", set.description), Finding.Fact("codes", "\(codes)")])
  }
}
