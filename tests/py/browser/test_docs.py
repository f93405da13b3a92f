"""The page of the interface, in the browser that it is read with."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_the_page_shows_every_operation_and_asks_nobody_else(page: Page, service: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{service}/docs")
    document = page.request.get(f"{service}/openapi.json").json()
    operations = [name for methods in document["paths"].values() for name in methods]
    expect(page.locator(".opblock")).to_have_count(len(operations))
    page.locator("#operations-metric-calculateMetrics").get_by_role("button").first.click()
    expect(page.locator("#operations-metric-calculateMetrics")).to_contain_text("timeframe")
    assert [url for url in asked if not url.startswith((service, "data:"))] == []
    assert complaints == []
