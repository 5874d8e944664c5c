// SPDX-License-Identifier: Apache-2.0

import Accounting
import Testing
import Values
import Workflows

@Suite struct ChartOfAccountsTests {
  @Test("Each account that entries are made with is in the chart, under its kind")
  func known() {
    let known: [(Account, String)] = [
      (.bank, "Assets:Cash:Bank"), (.cashDrawer, "Assets:Cash:Drawer"),
      (.cardClearing, "Assets:Cash:Cards"), (.undeposited, "Assets:Undeposited:Payments"),
      (.remittancesExpected, "Assets:Undeposited:Remittances"),
      (.patientReceivable, "Assets:Receivable:Patients"),
      (.payerReceivable, "Assets:Receivable:Payers"),
      (.collections, "Assets:Receivable:Collections"),
      (.unappliedPatient, "Liabilities:Unapplied:Patients"),
      (.unappliedPayer, "Liabilities:Unapplied:Payers"),
      (.creditPatient, "Liabilities:Credits:Patients"),
      (.creditPayer, "Liabilities:Credits:Payers"), (.takebacks, "Liabilities:Takebacks"),
      (.refundsPayable, "Liabilities:Refunds"), (.openingBalances, "Equity:Opening-Balances"),
      (.charges, "Income:Charges"), (.contractual, "Income:Adjustments:Contractual"),
      (.sequestration, "Income:Adjustments:Sequestration"),
      (.payerReductions, "Income:Adjustments:Payer-Reductions"),
      (.interestReceived, "Income:Interest"), (.incentives, "Income:Incentives"),
      (.badDebt, "Expenses:Bad-Debt"), (.processorFees, "Expenses:Fees"),
      (.interestPaid, "Expenses:Interest"), (.withheld, "Expenses:Withheld"),
    ]
    for (account, name) in known {
      let row = ChartOfAccounts.standard[account]
      #expect(row?.name == name)
      #expect(row?.name.hasPrefix(account.kind.root) == true)
    }
  }

  @Test(
    "A malformed chart is refused with its line",
    arguments: [
      "", "999\tAssets:A\tA\tno", "1010\tAssets\tA\tno", "1010\tIncome:A\tA\tno",
      "1010\tAssets:a\tA\tno", "1010\tAssets:A b\tA\tno", "1010\tAssets:A\tA\tmaybe",
      "1010\tAssets:A\tA", "1020\tAssets:A\tA\tno\n1010\tAssets:B\tB\tno",
      "1010\tAssets:A\tA\tno\n1020\tAssets:A\tB\tno", "x\tAssets:A\tA\tno",
    ])
  func malformed(_ text: String) {
    let error = #expect(throws: AccountingError.self) { try ChartOfAccounts(parsing: text) }
    #expect(error?.finding.rule == "ledger.bad-chart")
  }
}
